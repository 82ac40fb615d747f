#include "cli/report/presence_bar.h"

#include <algorithm>

namespace smarttag::cli {

std::string presence_bar(const std::vector<std::pair<double, double>>& stretches, double duration,
                         int width) {
  std::string bar;
  const double column = duration / width;
  for (int i = 0; i < width; ++i) {
    const double from = i * column;
    const bool seen = std::any_of(stretches.begin(), stretches.end(), [&](const auto& s) {
      return s.first < from + column && (s.second > from || s.first >= from);
    });
    bar += seen ? "█" : "·";
  }
  return bar;
}

}  // namespace smarttag::cli
