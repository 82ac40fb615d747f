// Who finds labels by their descriptions in a job.
#pragma once

#include "base/error.h"
#include "tagging/observing/observers.h"

namespace smarttag::tagging {

// By label_method: the vision model of the job, or the image-text model that was added; nobody where the
// names of classes serve, and where nothing can and the job asks for no label. kModelMissing and kUsage where
// it does.
Result<void> add_label_observer(const JobSpec& job, const ObserverNeeds& needs, Observers& made);

}  // namespace smarttag::tagging
