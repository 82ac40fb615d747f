#include "speech/sounds/same_sounds.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace smarttag::speech {

void join_same_sounds(std::vector<TimedFact>& facts) {
  std::sort(facts.begin(), facts.end(), [](const TimedFact& a, const TimedFact& b) {
    return std::tie(a.analyser, what(a), a.from) < std::tie(b.analyser, what(b), b.from);
  });
  std::vector<TimedFact> joined;
  for (auto& fact : facts) {
    auto* last = joined.empty() ? nullptr : &joined.back();
    if (last != nullptr && last->analyser == fact.analyser && what(*last) == what(fact) &&
        fact.from <= last->to) {
      last->to = std::max(last->to, fact.to);
      last->score = std::max(last->score, fact.score);
    } else {
      joined.push_back(std::move(fact));
    }
  }
  facts = std::move(joined);
}

}  // namespace smarttag::speech
