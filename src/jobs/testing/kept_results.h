// Results in the blob store of a test, and back to their texts.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "jobs/store.h"
#include "jobs/testing/store_fixture.h"

namespace smarttag::jobs::testing {

using Texts = std::vector<std::pair<std::string, std::string>>;  // type or name, and text

// Puts the texts into one blob; the outcome refers to them.
inline Outcome kept(Store& store, const Texts& results, std::vector<results::Usage> usages = {},
                    const Texts& files = {}) {
  Outcome outcome{{}, std::move(usages)};
  const auto blob = new_blob_name("job");
  std::string bytes;
  const auto part_of = [&](const std::string& text) {
    BlobPart part{blob, std::ssize(bytes), std::ssize(text), "digest"};
    bytes += text;
    return part;
  };
  for (const auto& [type, text] : results) outcome.results.push_back({type, part_of(text)});
  for (const auto& [name, text] : files) outcome.files.push_back({name, part_of(text)});
  if (!results.empty() || !files.empty()) must(store.blobs().put(blob, blobs::content_of(bytes)));
  return outcome;
}

inline std::string text_of(Store& store, const BlobPart& part) {
  const auto blob = must(store.blobs().open(part.blob));
  return must(blobs::text_of(*blob, part.offset, part.size));
}

}  // namespace smarttag::jobs::testing
