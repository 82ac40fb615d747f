#include "language/vectors/nearest_name.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace smarttag::language {
namespace {

constexpr double kStandsOut = 5;     // standard deviations
constexpr double kNearer = 0.02;     // than the second
constexpr std::size_t kFewest = 20;  // names: of fewer a deviation means nothing

}  // namespace

std::optional<std::size_t> nearest_name(const std::vector<float>& description,
                                        const std::vector<std::vector<float>>& names) {
  if (names.size() < kFewest) return std::nullopt;
  std::vector<double> alike;
  alike.reserve(names.size());
  for (const auto& name : names)
    alike.push_back(std::inner_product(name.begin(), name.end(), description.begin(), 0.0));
  const double count = static_cast<double>(alike.size());
  const double mean = std::accumulate(alike.begin(), alike.end(), 0.0) / count;
  double variance = 0;
  for (const double one : alike) variance += (one - mean) * (one - mean) / count;
  const auto best = std::max_element(alike.begin(), alike.end());
  double second = -1;
  for (auto one = alike.begin(); one != alike.end(); ++one)
    if (one != best) second = std::max(second, *one);
  const bool clear = *best - mean >= kStandsOut * std::sqrt(variance) && *best - second >= kNearer;
  return clear ? std::optional(static_cast<std::size_t>(best - alike.begin())) : std::nullopt;
}

}  // namespace smarttag::language
