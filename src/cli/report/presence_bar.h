// A bar that shows when something is seen: "··███····█··".
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace smarttag::cli {

// `width` columns for 0..duration seconds; a column is filled when a stretch covers any part of it.
std::string presence_bar(const std::vector<std::pair<double, double>>& stretches, double duration, int width);

}  // namespace smarttag::cli
