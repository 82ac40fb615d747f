// Which language model the settings choose.
#pragma once

#include <memory>

#include "base/settings.h"
#include "language/model/language_model.h"
#include "language/model/picture_model.h"

namespace smarttag::worker {

// By language-model: "auto" takes the endpoint where language-url is set, else the built-in model where it is
// installed, else none (nullptr). kUsage for "endpoint" without language-url or language-name, kModelMissing
// for "built-in" that is not installed.
Result<std::shared_ptr<language::LanguageModel>> open_language_model(const Settings& settings);

// By open-labels: "auto" takes the endpoint of vision-url where it is set, else none (nullptr). kUsage for
// "vision-model" without vision-url or vision-name.
Result<std::shared_ptr<language::PictureModel>> open_picture_model(const Settings& settings);

}  // namespace smarttag::worker
