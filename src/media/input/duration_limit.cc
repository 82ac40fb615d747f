#include "media/input/duration_limit.h"

#include <fmt/format.h>

namespace smarttag::media {

Result<void> check_duration(double seconds, double max_duration) {
  if (seconds <= max_duration) return {};
  return fail(
      ErrorKind::kInputTooLarge,
      fmt::format("The media is {:.0f} s or longer; at most {:.0f} s are allowed (setting max-duration).",
                  seconds, max_duration));
}

}  // namespace smarttag::media
