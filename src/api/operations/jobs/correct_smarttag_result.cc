#include <algorithm>
#include <array>
#include <limits>

#include "api/operations/jobs/jobs.h"
#include "api/operations/reading/fields.h"
#include "api/operations/reading/reader.h"
#include "digest/digest.h"
#include "jobs/identifier.h"
#include "results/asr.h"
#include "results/json.h"
#include "results/schema/schema.h"
#include "results/schema/values.h"
#include "results/subtitle.h"
#include "tagging/building/build_text.h"

namespace smarttag::api {
namespace {

using jobs::ResultRef;

// All but Subtitle, which follows from ASR.
constexpr std::array<std::string_view, 8> kTypes{"VideoLabel", "ImageLabel", "CPVLabel", "ASR",
                                                 "OCR",        "TextLabel",  "NLP",      "Meta"};

struct Request {
  std::string job;
  std::string type;
  int base = 0;
  std::string data;
};

Result<Request> request_of(const Call& call) {
  Reader in(call.parameters);
  Request request{in.text("JobId"),
                  in.choice("Type", {kTypes[0], kTypes[1], kTypes[2], kTypes[3], kTypes[4], kTypes[5],
                                     kTypes[6], kTypes[7]}),
                  in.integer("BaseRevision", 0, 1, std::numeric_limits<int>::max()), in.text("Data")};
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  auto good = results::check_schema(request.type, request.data);
  if (good) good = results::check_values(request.type, request.data);
  if (!good) {
    auto error = good.error();
    error.client.text = "Data: " + error.client.text;
    return tl::unexpected(error);
  }
  // The one result that says itself who made it.
  if (request.type == "CPVLabel" &&
      results::parse(request.data).value_or(results::Json()).value("type", "") != "hmi")
    return fail(ErrorKind::kUsage,
                R"(Data: what a person corrected has the type "hmi": {"type":"hmi",...}.)");
  return request;
}

// The new blob while it is put together.
struct Kept {
  std::string blob;
  std::string bytes{};
  jobs::Outcome outcome{};

  jobs::BlobPart part_of(const std::string& text) {
    jobs::BlobPart part{blob, std::ssize(bytes), std::ssize(text), digest::hex_sha256(text)};
    bytes += text;
    return part;
  }
  void add_result(const std::string& type, const std::string& text) {
    outcome.results.push_back({type, part_of(text)});
  }
};

// Subtitles follow from the transcript: they are made anew with it.
Result<void> add_subtitles(const Call& call, const Request& request, const ResultRef& before, Kept& kept) {
  const auto asr = results::read<results::Asr>(request.data);
  if (!asr) return tl::unexpected(asr.error());
  const auto blob = call.services.store.blobs().open(before.part.blob);
  if (!blob) return tl::unexpected(blob.error());
  const auto text = blobs::text_of(**blob, before.part.offset, before.part.size);
  if (!text) return tl::unexpected(text.error());
  const auto old = results::read<results::Subtitle>(*text);
  if (!old)
    return fail(ErrorKind::kInternal, "The subtitles of this job are damaged.", old.error().client.text);
  const auto made = tagging::corrected_subtitles(*asr, *old, jobs::random_text(8, "0123456789abcdef"));
  kept.add_result(std::string(results::Subtitle::kType), results::dump(results::Json(made.result)));
  for (const auto& file : made.files) kept.outcome.files.push_back({file.name, kept.part_of(file.content)});
  return {};
}

const ResultRef* of_type(const std::vector<ResultRef>& results, std::string_view type) {
  const auto found =
      std::find_if(results.begin(), results.end(), [&](const ResultRef& r) { return r.type == type; });
  return found == results.end() ? nullptr : &*found;
}

Result<Kept> new_revision(const Call& call, const Request& request, const std::vector<ResultRef>& standing) {
  Kept kept{jobs::new_blob_name(request.job)};
  kept.add_result(request.type, request.data);
  const auto* subtitle = of_type(standing, results::Subtitle::kType);
  if (request.type == results::Asr::kType && subtitle != nullptr)
    if (auto added = add_subtitles(call, request, *subtitle, kept); !added)
      return tl::unexpected(added.error());
  return kept;
}

Result<results::Json> run(const Call& call) {
  const auto request = request_of(call);
  if (!request) return tl::unexpected(request.error());
  auto& store = call.services.store;
  const auto standing = store.results().outcome(call.caller.user, request->job, jobs::ResultSource::kHmi);
  if (!standing) return tl::unexpected(standing.error());
  const auto kept = new_revision(call, *request, standing->results);
  if (!kept) return tl::unexpected(kept.error());
  if (const auto put = store.blobs().put(kept->blob, blobs::content_of(kept->bytes)); !put)
    return tl::unexpected(put.error());
  const auto revision = store.results().correct(
      {call.caller.user, request->job, request->base, call.caller.user_name, kept->outcome});
  if (revision) return results::Json{{"Revision", *revision}};
  // Of no use now; what cannot be removed at once, the keeper's sweep finds.
  const bool may_be_referred_to = revision.error().kind == ErrorKind::kStoreFailed;
  if (!may_be_referred_to)
    if (const auto removed = store.blobs().remove(kept->blob); !removed)
      return tl::unexpected(removed.error());
  return tl::unexpected(revision.error());
}

}  // namespace

Operation correct_smarttag_result() {
  return {"CorrectSmarttagResult",
          "Makes a person's correction of one result a new revision of it. Subtitles follow from a "
          "corrected ASR. RevisionConflict, and nothing changed, when another revision stands than the base.",
          {field::required(field::text("JobId")),
           field::required(
               field::text("Type", "VideoLabel, ImageLabel, CPVLabel, ASR, OCR, TextLabel, NLP or Meta")),
           field::required(field::integer("BaseRevision", "the revision that was corrected")),
           field::required(field::text("Data", "JSON of the type's schema"))},
          {field::integer("Revision", "of the correction")},
          run,
          /*slow=*/false,
          /*writes=*/true,
          /*extension=*/true,
          /*conflict=*/"RevisionConflict"};
}

}  // namespace smarttag::api
