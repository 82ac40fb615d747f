// Whether all models have been compiled for this machine and these settings, as a file in the cache says.
#pragma once

#include "base/error.h"
#include "base/settings.h"

namespace smarttag::inference {

// False where nothing is known. Reads the manifest and a few small files.
bool models_are_compiled(const Settings& settings);

// Says so from now on, until a model, OpenVINO or a setting that matters changes. kOutputFailed, and the
// errors of Registry::open.
Result<void> mark_models_compiled(const Settings& settings);

}  // namespace smarttag::inference
