#include "tagging/deriving/label_method.h"

#include "inference/engine.h"

namespace smarttag::tagging {

LabelMethod label_method(const Settings& settings, const inference::Engine& engine) {
  const auto& how = settings.text("open-labels");
  const bool any = how == "auto";
  if (how == "none") return LabelMethod::kOff;
  if (how == "vision-model" || (any && !settings.text("vision-url").empty()))
    return LabelMethod::kVisionModel;
  if ((any || how == "image-text") && engine.card("image-text")) return LabelMethod::kImageText;
  if ((any || how == "class-names") && engine.card("sentence-vectors")) return LabelMethod::kClassNames;
  return LabelMethod::kMissing;
}

}  // namespace smarttag::tagging
