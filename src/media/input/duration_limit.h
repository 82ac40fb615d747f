// The longest media that is taken.
#pragma once

#include "base/error.h"

namespace smarttag::media {

// kInputTooLarge when `seconds` is beyond the limit.
Result<void> check_duration(double seconds, double max_duration);

}  // namespace smarttag::media
