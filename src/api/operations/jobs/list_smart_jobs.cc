#include <algorithm>
#include <array>

#include "api/operations/jobs/jobs.h"
#include "api/operations/reading/fields.h"
#include "api/operations/reading/paging.h"
#include "base/timestamp.h"

namespace smarttag::api {
namespace {

// The states as this operation names them.
struct StateName {
  jobs::JobState state;
  std::string_view name;
};
constexpr std::array kStates{
    StateName{jobs::JobState::kSubmitted, "Created"}, StateName{jobs::JobState::kProcessing, "Executing"},
    StateName{jobs::JobState::kSuccess, "Finished"}, StateName{jobs::JobState::kFail, "Failed"}};

constexpr std::string_view kJobType = "SmartTag";

std::optional<jobs::JobState> state_in(Reader& in) {
  const auto name = in.choice("JobState", {"Created", "Executing", "Finished", "Failed"});
  const auto* found =
      std::find_if(kStates.begin(), kStates.end(), [&](const auto& s) { return s.name == name; });
  if (found == kStates.end()) return std::nullopt;
  return found->state;
}

results::Json shown(const jobs::Job& job) {
  const auto input = inputs::input_spec_from(job.spec.input_json);
  const auto* state =
      std::find_if(kStates.begin(), kStates.end(), [&](const auto& s) { return s.state == job.state; });
  return {{"JobId", job.id},
          {"JobType", kJobType},
          {"JobState", state->name},
          {"Title", job.spec.title},
          {"Description", job.spec.content},
          {"UserData", job.spec.user_data},
          {"UserId", job.spec.owner},
          {"InputConfig", {{"InputFile", input ? input->media : ""}}},
          {"CreateTime", timestamp(job.created)},
          {"ModifiedTime", timestamp(job.modified)}};
}

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto type =
      in.choice("JobType", {kJobType, "ASR", "DynamicChart", "VideoTranslation", "TextToSpeech"}, kJobType);
  jobs::JobFilter filter;
  filter.owner = call.caller.user;
  filter.state = state_in(in);
  const auto page = page_by_token_or_number(in);
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  jobs::Listed<jobs::Job> listed;
  if (type == kJobType) {  // there are no jobs of the other types here
    auto found = call.services.store.jobs().list(filter, page);
    if (!found) return tl::unexpected(found.error());
    listed = *std::move(found);
  }
  auto shown_jobs = results::Json::array();
  for (const auto& job : listed.items) shown_jobs.push_back(shown(job));
  return results::Json{{"SmartJobList", std::move(shown_jobs)},
                       {"MaxResults", std::to_string(page.size)},
                       {"NextToken", listed.next_token},
                       {"TotalCount", std::to_string(listed.total)}};
}

}  // namespace

Operation list_smart_jobs() {
  const auto job = field::joined(
      {field::texts({"CreateTime", "Description", "EditingConfig", "JobId", "JobState", "JobType",
                     "ModifiedTime", "Title", "UserData"}),
       {field::object("InputConfig", field::texts({"InputFile", "Keyword"})),
        field::object("OutputConfig", field::texts({"Bucket", "Object"})), field::integer("UserId")}});
  return {"ListSmartJobs",
          "Lists the jobs, newest first.",
          {field::text("JobState", "Created, Executing, Finished or Failed"),
           field::text("JobType", "SmartTag; there are no jobs of other types"),
           field::integer("MaxResults", "1 to 100; 10 unless given"),
           field::text("NextToken", "of the answer before"), field::integer("PageNo"),
           field::integer("PageSize", "1 to 100; 10 unless given"),
           field::text("SortBy", "CreationTime:Desc (also when not given) or CreationTime:Asc")},
          {field::text("MaxResults"), field::text("NextToken", "empty at the end"),
           field::list("SmartJobList", job), field::text("TotalCount")},
          run};
}

}  // namespace smarttag::api
