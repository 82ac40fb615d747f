// The facts that an analysis keeps behind its results.
#pragma once

#include "facts/keeping/fact_file.h"
#include "worker/finished_analysis.h"

namespace smarttag::cli {

// Read from the output, whose position moves with them; the analysis outlives the stream. Errors: kInternal,
// and as facts::read_facts.
Result<facts::KeptFacts> kept_facts(const worker::FinishedAnalysis& finished);

// All facts of one kind.
template <class Kind>
Result<std::vector<TimedFact>> kept(const worker::FinishedAnalysis& finished) {
  const auto file = kept_facts(finished);
  if (!file) return tl::unexpected(file.error());
  std::vector<TimedFact> of_kind;
  while (true) {
    auto fact = file->facts->next();
    if (!fact) return tl::unexpected(std::move(fact).error());
    if (!*fact) return of_kind;
    if ((*fact)->template as<Kind>() != nullptr) of_kind.push_back(std::move(**fact));
  }
}

}  // namespace smarttag::cli
