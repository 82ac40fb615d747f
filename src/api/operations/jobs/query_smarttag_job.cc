#include <cmath>

#include "api/links/signed_links.h"
#include "api/operations/jobs/jobs.h"
#include "api/operations/reading/fields.h"
#include "api/operations/reading/reader.h"
#include "results/subtitle.h"

namespace smarttag::api {
namespace {

Result<void> check_params(Reader& in) {
  const auto params = in.json_object("Params");
  if (params.is_null()) return in.checked();
  for (const auto& [key, value] : params.items()) {
    if (key != "labelResultType")
      return fail(ErrorKind::kUsage, "Params: '" + key + "' is not known. Known: labelResultType.");
    if (value == "hmi")
      return fail(ErrorKind::kUsage,
                  "Params: results that persons have corrected (hmi) are not supported yet. "
                  "Set labelResultType to auto.");
    if (value != "auto") return fail(ErrorKind::kUsage, "Params: labelResultType must be auto or hmi.");
  }
  return {};
}

// The result as it is kept names files; clients get links to them.
Result<results::TypedResult> with_links(const Call& call, const jobs::Job& job,
                                        const results::TypedResult& result) {
  auto subtitle = results::read<results::Subtitle>(result.data);
  if (!subtitle)
    return fail(ErrorKind::kInternal, "The subtitles of this job are damaged.", subtitle.error().client.text);
  const SignedLinks links(call.services.store.derived_key("links"), public_address(call.services.settings));
  const std::chrono::duration<double> set{call.services.settings.real("link-lifetime")};
  const auto lifetime = std::chrono::duration_cast<std::chrono::seconds>(set);
  // The same link at every query, until it has expired.
  Time until = job.finished.value_or(job.modified) + lifetime;
  if (until <= call.services.clock.now()) until = call.services.clock.now() + lifetime;
  const auto link = [&](std::string& file) {
    if (!file.empty()) file = links.url_of({job.spec.owner, job.id, file}, until);
  };
  for (auto& detail : subtitle->details) {
    link(detail.all_result_url);
    link(detail.ch_result_url);
    link(detail.eng_result_url);
  }
  return results::typed(*subtitle);
}

Result<void> add_outcome(const Call& call, const jobs::Job& job, results::Json& answer) {
  auto outcome = call.services.store.jobs().outcome(job.spec.owner, job.id);
  if (!outcome) return tl::unexpected(outcome.error());
  for (auto& result : outcome->results) {
    if (result.type == results::Subtitle::kType) {
      auto linked = with_links(call, job, result);
      if (!linked) return tl::unexpected(linked.error());
      result = *std::move(linked);
    }
    answer["Results"]["Result"].push_back(result);
  }
  answer["Usages"]["Usage"] = outcome->usages;
  return {};
}

Result<results::Json> run_query_smarttag_job(const Call& call) {
  Reader in(call.parameters);
  const auto id = in.text("JobId");
  if (auto good = check_params(in); !good) return tl::unexpected(good.error());
  const auto job = call.services.store.jobs().find(call.caller.user, id);
  if (!job) return tl::unexpected(job.error());
  results::Json answer = {{"JobStatus", jobs::name_of(job->state)},
                          {"UserData", job->spec.user_data},
                          {"Results", {{"Result", results::Json::array()}}},
                          {"Usages", {{"Usage", results::Json::array()}}}};
  if (job->state == jobs::JobState::kSuccess)
    if (auto added = add_outcome(call, *job, answer); !added) return tl::unexpected(added.error());
  if (job->state == jobs::JobState::kFail && job->error) {
    answer["Code"] = row(job->error->kind).name;
    answer["Message"] = job->error->client.text;
  }
  if (job->state == jobs::JobState::kProcessing) {
    answer["Progress"] = static_cast<int>(std::floor(job->progress * 100));
    answer["Stage"] = job->stage;
  }
  return answer;
}

}  // namespace

Operation query_smarttag_job() {
  return {
      "QuerySmarttagJob",
      "Shows a job's state and results. A job in work also has Progress (percent) and Stage, one that "
      "failed has Code and Message.",
      {field::required(field::text("JobId")), field::text("Params", "JSON: labelResultType, auto")},
      {field::text("JobStatus", "Submitted, Processing, Success or Fail"),
       field::object("Results", {field::list("Result", {field::text("Data", "JSON"), field::text("Type")})}),
       field::object("Usages", {field::list("Usage", {field::integer("Quota"), field::text("Type")})}),
       field::text("UserData")},
      run_query_smarttag_job};
}

}  // namespace smarttag::api
