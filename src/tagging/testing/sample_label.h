// A sample of a result that is a label of a version of its own, as docs/architecture.md says that one is
// added: this file, and its row in a table.
#pragma once

#include "results/json.h"
#include "tagging/building/material.h"
#include "tagging/building/output.h"

namespace smarttag::tagging::testing {

inline Result<void> write_sample_label(const Material& material, Output& output) {
  const auto classes = material.facts.all<facts::PictureClass>();
  if (!classes) return tl::unexpected(classes.error());
  auto names = results::Json::array();
  for (const auto& fact : *classes) names.push_back(std::get<facts::PictureClass>(fact.of).label);
  output.begin(Artefact::kResult, "SampleLabel");
  if (auto done = output.write(results::dump({{"names", names}})); !done) return done;
  return output.end();
}

}  // namespace smarttag::tagging::testing
