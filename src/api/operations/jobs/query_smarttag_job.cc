#include <cmath>

#include "api/links/signed_links.h"
#include "api/operations/jobs/jobs.h"
#include "api/operations/reading/fields.h"
#include "api/operations/reading/reader.h"
#include "results/subtitle.h"

namespace smarttag::api {
namespace {

// The view that Params ask for.
Result<jobs::ResultSource> view_in(Reader& in) {
  const auto params = in.json_object("Params");
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  auto view = jobs::ResultSource::kAuto;
  if (params.is_null()) return view;
  for (const auto& [key, value] : params.items()) {
    if (key != "labelResultType")
      return fail(ErrorKind::kUsage, "Params: '" + key + "' is not known. Known: labelResultType.");
    if (value != "auto" && value != "hmi")
      return fail(ErrorKind::kUsage, "Params: labelResultType must be auto or hmi.");
    view = value == "hmi" ? jobs::ResultSource::kHmi : jobs::ResultSource::kAuto;
  }
  return view;
}

// A Subtitle result as it is kept names files; clients get links to them. It is changed when the answer is
// sent, and so owns all that it needs.
struct LinkedSubtitles {
  SignedLinks links;
  jobs::UserId owner;
  std::string job;
  Time until;

  Result<std::string> operator()(const std::string& kept) const {
    auto subtitle = results::read<results::Subtitle>(kept);
    if (!subtitle)
      return fail(ErrorKind::kInternal, "The subtitles of this job are damaged.",
                  subtitle.error().client.text);
    const auto link = [&](std::string& file) {
      if (!file.empty()) file = links.url_of({owner, job, file}, until);
    };
    for (auto& detail : subtitle->details) {
      link(detail.all_result_url);
      link(detail.ch_result_url);
      link(detail.eng_result_url);
    }
    return results::dump(results::Json(*subtitle));
  }
};

LinkedSubtitles linked_subtitles(const Call& call, const jobs::Job& job) {
  const std::chrono::duration<double> set{call.services.settings.real("link-lifetime")};
  const auto lifetime = std::chrono::duration_cast<std::chrono::seconds>(set);
  // The same link at every query, until it has expired.
  Time until = job.finished.value_or(job.modified) + lifetime;
  if (until <= call.services.clock.now()) until = call.services.clock.now() + lifetime;
  return {SignedLinks(call.services.store.derived_key("links"),
                      public_address(call.services.settings, call.caller.host)),
          job.spec.owner, job.id, until};
}

Result<void> add_outcome(const Call& call, const jobs::Job& job, jobs::ResultSource view,
                         results::Json& answer) {
  const auto outcome = call.services.store.results().outcome(job.spec.owner, job.id, view);
  if (!outcome) return tl::unexpected(outcome.error());
  for (const auto& result : outcome->results) {
    StoredText text{result.part};
    if (result.type == results::Subtitle::kType) text.change = linked_subtitles(call, job);
    results::Json shown = results::TypedResult{result.type, call.texts.add(std::move(text))};
    if (view == jobs::ResultSource::kHmi) {
      shown["Revision"] = result.revision;
      shown["Source"] = jobs::name_of(result.source);
    }
    answer["Results"]["Result"].push_back(std::move(shown));
  }
  answer["Usages"]["Usage"] = outcome->usages;
  if (!outcome->remarks.empty()) answer["Remarks"] = outcome->remarks;
  return {};
}

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto id = in.text("JobId");
  const auto view = view_in(in);
  if (!view) return tl::unexpected(view.error());
  const auto job = call.services.store.jobs().find(call.caller.user, id);
  if (!job) return tl::unexpected(job.error());
  results::Json answer = {{"JobStatus", jobs::name_of(job->state)},
                          {"UserData", job->spec.user_data},
                          {"Results", {{"Result", results::Json::array()}}},
                          {"Usages", {{"Usage", results::Json::array()}}}};
  // While they are built anew, the results stand that were there before.
  if (job->state == jobs::JobState::kSuccess || job->rebuild)
    if (auto added = add_outcome(call, *job, *view, answer); !added) return tl::unexpected(added.error());
  // Of a job in success it is that of results that could not be rebuilt.
  if (job->finished && job->error) {
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
      "Shows a job's state and results. A running job also has Progress (percent) and Stage, one that "
      "failed has Code and Message, and so has one whose results could not be rebuilt.",
      {field::required(field::text("JobId")),
       field::text("Params", "JSON: labelResultType, auto or hmi (results as persons corrected them)")},
      {field::text("JobStatus", "Submitted, Processing, Success or Fail"),
       field::object(
           "Results",
           {field::list("Result", {field::text("Data", "JSON"), field::text("Type"),
                                   field::extension(field::integer("Revision", "with hmi alone")),
                                   field::extension(field::text("Source", "with hmi alone: auto or hmi"))})}),
       field::object("Usages", {field::list("Usage", {field::integer("Quota"), field::text("Type")})}),
       field::extension(field::list("Remarks", {},
                                    "sentences about the media: a track that was left out, an end that "
                                    "is missing; only when there are any")),
       field::text("UserData")},
      run};
}

}  // namespace smarttag::api
