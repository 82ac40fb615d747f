#include "cli/clock_text.h"

#include <cmath>

#include <spdlog/fmt/fmt.h>

namespace smarttag::cli {

std::string clock_text(double seconds) {
  const auto whole = static_cast<long>(std::floor(seconds));
  const long hours = whole / 3600;
  if (hours > 0) return fmt::format("{}:{:02}:{:02}", hours, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace smarttag::cli
