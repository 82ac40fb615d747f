#include "jobs/job.h"

#include <algorithm>
#include <array>

namespace smarttag::jobs {
namespace {

struct StateRow {
  JobState state;
  std::string_view name;
};
constexpr std::array kStates{StateRow{JobState::kSubmitted, "Submitted"},
                             StateRow{JobState::kProcessing, "Processing"},
                             StateRow{JobState::kSuccess, "Success"}, StateRow{JobState::kFail, "Fail"}};

}  // namespace

std::string_view name_of(JobState state) { return kStates.at(static_cast<std::size_t>(state)).name; }

std::optional<JobState> job_state_named(std::string_view name) {
  const auto* found =
      std::find_if(kStates.begin(), kStates.end(), [&](const auto& row) { return row.name == name; });
  if (found == kStates.end()) return std::nullopt;
  return found->state;
}

}  // namespace smarttag::jobs
