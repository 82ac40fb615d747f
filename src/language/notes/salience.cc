#include "language/notes/salience.h"

#include <algorithm>
#include <cmath>

namespace smarttag::language {
namespace {

constexpr double kWhole = 1.0;
constexpr double kSegment = 0.5;
constexpr double kImportant = 0.08;
constexpr double kFirst = 0.03;
constexpr double kFiller = 0.04;

// Sentences of a usual length say most: short ones nothing, very long ones everything at once.
double length_factor(double units, bool chinese) {
  const double good = chinese ? 30 : 18;
  if (units < good) return units / good;
  const double over = units / (good * 3);
  return over > 1 ? 1 / std::sqrt(over) : 1;
}

}  // namespace

std::vector<double> salience(const Talk& talk, const std::vector<std::size_t>& starts) {
  const auto count = talk.sentences().size();
  std::vector<double> out(count);
  const auto whole = talk.vector(0, count);
  for (std::size_t part = 0; part < starts.size(); ++part) {
    const auto last = part + 1 < starts.size() ? starts[part + 1] : count;
    const auto segment = talk.vector(starts[part], last);
    for (auto s = starts[part]; s < last; ++s) {
      const auto own = talk.vector(s, s + 1);
      double value = kWhole * cosine(own, whole) + kSegment * cosine(own, segment);
      value += kImportant * static_cast<double>(std::min<std::size_t>(
                                2, talk.vocabulary->count_phrases(talk.folded[s], "important")));
      if (talk.transcript.turns[talk.sentences()[s].turn].first == s) value += kFirst;
      value -= kFiller * static_cast<double>(talk.vocabulary->count_phrases(talk.folded[s], "filler"));
      out[s] = value * length_factor(static_cast<double>(talk.units[s]), talk.chinese());
    }
  }
  return out;
}

}  // namespace smarttag::language
