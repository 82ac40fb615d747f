// What parent and analysis process say to each other. Parent: {"settings"} once, then {"job"} or
// {"rebuild"}, with the descriptors of AnalysisFiles, or {"faces"} (describe the faces of a picture) or
// {"features"} (describe the thing of a picture) with the input's descriptor. Child, for each job:
// {"opened"}, {"progress"}..., {"heard"}... where the question says "heard", {"model"}... and {"vision"}...
// where it names a model (each is answered by a message of the same name), then {"done"} or {"failed"}. A
// question carries {"question": {job, nonce}}, and so does each message that follows from it; a child that
// could not start says {"failed"} without it.
#pragma once

#include "results/json.h"
#include "tagging/analysis.h"

namespace smarttag::worker {

results::Json to_message(const tagging::Analysis& analysis);
Result<tagging::Analysis> analysis_from(const results::Json& json);

results::Json to_message(const tagging::PictureFaces& faces);
Result<tagging::PictureFaces> picture_faces_from(const results::Json& json);

results::Json to_message(const tagging::PictureFeatures& features);
Result<tagging::PictureFeatures> picture_features_from(const results::Json& json);

// Speech that was found before the end: its times, text, language and channel. What comes back is fit to be
// shown: without control characters, not long.
results::Json heard_message(const std::vector<TimedFact>& facts);
std::vector<TimedFact> heard_from(const results::Json& json);

results::Json to_message(const Error& error);
Error error_from(const results::Json& json);

}  // namespace smarttag::worker
