#include "worker/child_kinds.h"

#include <array>
#include <cstddef>

namespace smarttag::worker {
namespace {

constexpr std::array kTable{
    ChildKindRow{ChildKind::kAnalysis, "analysis", "analysis-child", "memory-limit", 0},
    ChildKindRow{ChildKind::kLanguage, "language", "language-child", "", std::int64_t{3} << 30},
};

}  // namespace

const ChildKindRow& row(ChildKind kind) { return kTable.at(static_cast<std::size_t>(kind)); }

std::int64_t memory_limit(ChildKind kind, const Settings& settings) {
  const auto& of = row(kind);
  return of.memory_setting.empty() ? of.memory : settings.integer(of.memory_setting);
}

}  // namespace smarttag::worker
