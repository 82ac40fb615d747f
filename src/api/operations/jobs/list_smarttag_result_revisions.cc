#include <algorithm>

#include "api/operations/jobs/jobs.h"
#include "api/operations/reading/fields.h"
#include "api/operations/reading/reader.h"
#include "base/timestamp.h"

namespace smarttag::api {
namespace {

using jobs::ResultRef;

// Whether it is what labelResultType hmi answers with: the last correction, else the machine's.
bool stands(const ResultRef& result, const std::vector<ResultRef>& all) {
  return std::none_of(all.begin(), all.end(), [&](const ResultRef& other) {
    return other.type == result.type &&
           std::pair{other.source, other.revision} > std::pair{result.source, result.revision};
  });
}

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto id = in.text("JobId");
  const auto type = in.choice(
      "Type", {"VideoLabel", "ImageLabel", "CPVLabel", "ASR", "OCR", "Subtitle", "TextLabel", "NLP", "Meta"});
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  const auto all = call.services.store.results().revisions(call.caller.user, id, type);
  if (!all) return tl::unexpected(all.error());
  auto shown = results::Json::array();
  for (const auto& result : *all)
    shown.push_back({{"Type", result.type},
                     {"Revision", result.revision},
                     {"Source", jobs::name_of(result.source)},
                     {"Author", result.author},
                     {"CreateTime", timestamp(result.created)},
                     {"Size", result.part.size},
                     {"Standing", stands(result, *all)}});
  return results::Json{{"Revisions", std::move(shown)}};
}

}  // namespace

Operation list_smarttag_result_revisions() {
  return {
      "ListSmarttagResultRevisions",
      "Lists the revisions of a job's results, oldest first.",
      {field::required(field::text("JobId")), field::text("Type", "of one type; of all unless given")},
      {field::list("Revisions", field::joined({field::texts({"Type", "Source", "Author", "CreateTime"}),
                                               {field::integer("Revision"), field::integer("Size", "bytes"),
                                                field::boolean("Standing", "what hmi answers with")}}))},
      run,
      /*slow=*/false,
      /*writes=*/false,
      /*extension=*/true};
}

}  // namespace smarttag::api
