#include "api/operations/hotwords/hotwords.h"
#include "api/operations/hotwords/shape.h"
#include "api/operations/reading/fields.h"
#include "api/operations/reading/paging.h"
#include "base/timestamp.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const jobs::HotwordFilter filter{call.caller.user, in.text("Name"), hotwords::scenario_in(in),
                                   in.time("StartTime"), in.time("EndTime")};
  const auto page = page_by_token_or_number(in);
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  const auto found = call.services.store.hotwords().list(filter, page);
  if (!found) return tl::unexpected(found.error());
  auto listed = results::Json::array();
  for (const auto& library : found->items)
    listed.push_back({{"HotwordLibraryId", library.id},
                      {"Name", library.name},
                      {"Description", library.description},
                      {"UsageScenario", library.scenario},
                      {"CreationTime", timestamp(library.created)},
                      {"ModifiedTime", timestamp(library.modified)}});
  return results::Json{{"HotwordLibraryList", std::move(listed)},
                       {"MaxResults", page.size},
                       {"NextToken", found->next_token},
                       {"TotalCount", found->total}};
}

}  // namespace

Operation list_hotword_libraries() {
  return {"ListHotwordLibraries",
          "Lists the hotword libraries without their words, newest first.",
          {field::text("EndTime", "made then or before: 2017-01-11T12:00:00Z"),
           field::integer("MaxResults", "1 to 100; 10 unless given"),
           field::text("Name", "a part of the name"), field::text("NextToken", "of the answer before"),
           field::integer("PageNo"), field::integer("PageSize", "1 to 100; 10 unless given"),
           field::text("SortBy", "CreationTime:Desc (also when not given) or CreationTime:Asc"),
           field::text("StartTime", "made then or after"), field::text("UsageScenario")},
          {field::list("HotwordLibraryList", field::texts({"CreationTime", "Description", "HotwordLibraryId",
                                                           "ModifiedTime", "Name", "UsageScenario"})),
           field::integer("MaxResults"), field::text("NextToken", "empty at the end"),
           field::integer("TotalCount")},
          run};
}

}  // namespace smarttag::api
