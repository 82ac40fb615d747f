// What a deriver or a builder may read of a job's facts: the kinds that its row in the table declares. So the
// table is true, and the kinds that nobody wants need not be found.
#pragma once

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "facts/keeping/fact_log.h"

namespace smarttag::facts {

template <class... Kinds>
std::vector<Kind> kinds_of() {
  return {kind_of<Kinds>()...};
}

// The log outlives the view. Every call fails with kInternal for a kind that was not declared.
class FactView {
 public:
  FactView(const FactLog& log, std::vector<Kind> declared) : log_(log), declared_(std::move(declared)) {}

  // In order of time.
  template <class... Kinds>
  Result<std::unique_ptr<FactStream>> stream() const {
    const auto kinds = kinds_of<Kinds...>();
    for (const Kind kind : kinds)
      if (std::find(declared_.begin(), declared_.end(), kind) == declared_.end())
        return fail(ErrorKind::kInternal, "A result reads facts that it does not declare.");
    return log_.stream(kinds);
  }

  // All of them, for kinds of which a job has few.
  template <class... Kinds>
  Result<std::vector<TimedFact>> all() const {
    auto facts = stream<Kinds...>();
    if (!facts) return tl::unexpected(std::move(facts).error());
    return all_of(**facts);
  }

 private:
  const FactLog& log_;
  std::vector<Kind> declared_;
};

}  // namespace smarttag::facts
