#include "base/error.h"

#include <algorithm>
#include <array>

namespace smarttag {
namespace {

using enum ErrorKind;

// Exit codes: 2 usage, 3 input refused or unreadable, 4 analysis failed, 130 interrupted (128 + SIGINT).
constexpr std::array kTable{
    ErrorRow{kUsage, "Usage", 2, 400, "InvalidParameter", false},
    ErrorRow{kInputMissing, "InputMissing", 3, 400, "InvalidParameter.Input", false},
    ErrorRow{kInputUnreadable, "InputUnreadable", 3, 400, "InvalidParameter.Input", false},
    ErrorRow{kInputUnsupported, "InputUnsupported", 3, 400, "InvalidParameter.Input", false},
    ErrorRow{kInputRefused, "InputRefused", 3, 403, "Forbidden.Input", false},
    ErrorRow{kInputTooLarge, "InputTooLarge", 3, 400, "InvalidParameter.Input", false},
    ErrorRow{kInputUnreachable, "InputUnreachable", 3, 400, "InvalidParameter.Input", true},
    ErrorRow{kModelMissing, "ModelMissing", 4, 503, "ServiceUnavailable", false},
    ErrorRow{kAnalysisFailed, "AnalysisFailed", 4, 500, "InternalError", false},
    ErrorRow{kAnalysisCrashed, "AnalysisCrashed", 4, 500, "InternalError", true},
    ErrorRow{kTimeLimit, "TimeLimit", 4, 500, "InternalError", false},
    ErrorRow{kMemoryLimit, "MemoryLimit", 4, 500, "InternalError", false},
    ErrorRow{kNotFound, "NotFound", 3, 404, "ResourceNotFound", false},
    ErrorRow{kConflict, "Conflict", 2, 409, "OperationConflict", false},
    ErrorRow{kQuotaExceeded, "QuotaExceeded", 2, 403, "QuotaExceeded", false},
    ErrorRow{kStoreFailed, "StoreFailed", 4, 503, "ServiceUnavailable", true},
    ErrorRow{kInterrupted, "Interrupted", 130, 503, "ServiceUnavailable", true},
    ErrorRow{kOutputFailed, "OutputFailed", 4, 500, "InternalError", false},
    ErrorRow{kInternal, "Internal", 4, 500, "InternalError", false},
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
