// The kinds of child process: how each is started, and the memory that it may use.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/settings.h"

namespace smarttag::worker {

enum class ChildKind {
  kAnalysis,  // decodes media and runs models on it
  kLanguage,  // reads text with a language model
};

struct ChildKindRow {
  ChildKind kind;
  std::string_view name;
  std::string_view argument;        // of the program
  std::string_view memory_setting;  // of its address space; empty: `memory`
  std::int64_t memory;              // bytes, where no setting says it
};

// Never fails.
const ChildKindRow& row(ChildKind kind);

// Bytes of address space.
std::int64_t memory_limit(ChildKind kind, const Settings& settings);

}  // namespace smarttag::worker
