// What is said between an analysis, which has pictures, and its parent, who has a model that looks at them.
#pragma once

#include <string>
#include <vector>

#include "language/model/picture_model.h"
#include "results/json.h"

namespace smarttag::worker {

// What pictures may cost: limits of one job. The parent holds them, whatever the child asks for.
struct PictureLimits {
  int frames = 2;  // pictures of one call
  int calls = 40;  // of one job
};

results::Json picture_request(const language::PictureQuestion& question);

// Does what the request asks for. kAnalysisCrashed for one that is none, or that breaks the limits: more
// pictures, larger ones, or such as are no JPEG files.
Result<results::Json> reply_to_pictures(const results::Json& request, const PictureLimits& limits,
                                        language::PictureModel& model);

// kAnalysisCrashed for a reply that is none, else what the model gave.
Result<std::vector<std::string>> names_in(const results::Json& reply);

}  // namespace smarttag::worker
