#include "base/error.h"

#include <algorithm>
#include <array>

namespace smarttag {
namespace {

using enum ErrorKind;

// Exit codes: 2 usage, 3 input refused or unreadable, 4 analysis failed, 130 interrupted (128 + SIGINT).
constexpr std::array kTable{
    ErrorRow{kUsage, "Usage", 2, 400, "InvalidParameter"},
    ErrorRow{kInputMissing, "InputMissing", 3, 400, "InvalidParameter.Input"},
    ErrorRow{kInputUnreadable, "InputUnreadable", 3, 400, "InvalidParameter.Input"},
    ErrorRow{kInputUnsupported, "InputUnsupported", 3, 400, "InvalidParameter.Input"},
    ErrorRow{kInputRefused, "InputRefused", 3, 403, "Forbidden.Input"},
    ErrorRow{kInputTooLarge, "InputTooLarge", 3, 400, "InvalidParameter.Input"},
    ErrorRow{kModelMissing, "ModelMissing", 4, 503, "ServiceUnavailable"},
    ErrorRow{kAnalysisFailed, "AnalysisFailed", 4, 500, "InternalError"},
    ErrorRow{kAnalysisCrashed, "AnalysisCrashed", 4, 500, "InternalError"},
    ErrorRow{kTimeLimit, "TimeLimit", 4, 500, "InternalError"},
    ErrorRow{kMemoryLimit, "MemoryLimit", 4, 500, "InternalError"},
    ErrorRow{kInterrupted, "Interrupted", 130, 503, "ServiceUnavailable"},
    ErrorRow{kOutputFailed, "OutputFailed", 4, 500, "InternalError"},
    ErrorRow{kInternal, "Internal", 4, 500, "InternalError"},
};

constexpr bool rows_follow_the_enum() {
  for (std::size_t i = 0; i < kTable.size(); ++i)
    if (static_cast<std::size_t>(kTable[i].kind) != i) return false;
  return kTable.size() == static_cast<std::size_t>(kInternal) + 1;
}
static_assert(rows_follow_the_enum(), "each kind has its row, in the order of the enum");

}  // namespace

const ErrorRow& row(ErrorKind kind) { return kTable.at(static_cast<std::size_t>(kind)); }

ErrorKind kind_named(std::string_view name) {
  const auto* found =
      std::find_if(kTable.begin(), kTable.end(), [&](const ErrorRow& r) { return r.name == name; });
  return found == kTable.end() ? kInternal : found->kind;
}

}  // namespace smarttag
