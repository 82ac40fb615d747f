// A sample of a deriver, as docs/architecture.md says that one is added: this file, and its row in a table.
// It calls the time in which at least three things of one kind are seen "many".
#pragma once

#include <map>
#include <string>

#include "tagging/deriving/deriver.h"

namespace smarttag::tagging::testing {

constexpr std::size_t kMany = 3;

inline Result<void> find_many(const DeriverInput& input, const FactSink& sink) {
  const auto objects = input.facts.all<facts::Object>();
  if (!objects) return tl::unexpected(objects.error());
  std::map<std::string, std::vector<const TimedFact*>> by_label;
  for (const auto& fact : *objects) by_label[std::get<facts::Object>(fact.of).label].push_back(&fact);
  for (const auto& [label, facts] : by_label) {
    if (facts.size() < kMany) continue;
    TimedFact many;
    many.from = facts.front()->from;
    many.to = facts.back()->to;
    many.score = 1;
    many.analyser = "sample-many";
    many.of = facts::PictureClass{"many " + label};
    if (auto done = sink(many); !done) return done;
  }
  return {};
}

}  // namespace smarttag::tagging::testing
