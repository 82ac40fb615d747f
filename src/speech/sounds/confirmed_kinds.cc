#include "speech/sounds/confirmed_kinds.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace smarttag::speech {
namespace {

bool overlap(const TimedFact& a, const TimedFact& b) { return a.from < b.to && b.from < a.to; }

}  // namespace

void keep_confirmed_kinds(std::vector<TimedFact>& facts) {
  const auto is_kind = [](const TimedFact& fact) { return fact.analyser == "sound-kind"; };
  const auto events = std::stable_partition(facts.begin(), facts.end(), is_kind);
  const auto confirmed = [&](const TimedFact& kind) {
    return std::any_of(events, facts.end(), [&](const TimedFact& event) {
      return what(event) == what(kind) && overlap(event, kind);
    });
  };
  std::vector<TimedFact> kept;
  std::copy_if(facts.begin(), events, std::back_inserter(kept), confirmed);
  std::copy_if(events, facts.end(), std::back_inserter(kept),
               [](const TimedFact& event) { return what(event) != "speech" && what(event) != "music"; });
  facts = std::move(kept);
}

}  // namespace smarttag::speech
