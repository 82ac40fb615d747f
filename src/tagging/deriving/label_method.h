// What finds the labels that a job asks for by descriptions.
#pragma once

#include "base/settings.h"

namespace smarttag::inference {
class Engine;
}

namespace smarttag::tagging {

enum class LabelMethod {
  kOff,          // open-labels is none
  kVisionModel,  // behind the endpoint of vision-url
  kImageText,    // a model that was added
  kClassNames,   // descriptions are compared with the names of what other models saw
  kMissing,      // nothing can
};

// By the setting open-labels, and what there is.
LabelMethod label_method(const Settings& settings, const inference::Engine& engine);

}  // namespace smarttag::tagging
