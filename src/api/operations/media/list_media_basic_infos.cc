#include "api/operations/media/answer_fields.h"
#include "api/operations/media/media.h"
#include "api/operations/media/shape.h"
#include "api/operations/reading/fields.h"
#include "api/operations/reading/paging.h"

namespace smarttag::api {
namespace {

jobs::MediaFilter read_filter(Reader& in, const Call& call) {
  jobs::MediaFilter filter;
  filter.owner = call.caller.user;
  filter.id = in.text("MediaId");
  filter.media_type = in.choice("MediaType", {"image", "video", "audio", "text"});
  filter.business_type =
      in.choice("BusinessType", {"subtitles", "font", "watermark", "opening", "ending", "general"});
  filter.source = in.choice("Source", {"oss", "vod", "live", "general"});
  filter.status = in.choice("Status", {"Init", "Preparing", "PrepareFail", "Normal"});
  filter.from = in.time("StartTime");
  if (filter.from) *filter.from += std::chrono::milliseconds{1};  // the API leaves this very time out
  filter.to = in.time("EndTime");
  return filter;
}

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto filter = read_filter(in, call);
  jobs::Page page;
  page.token = in.text("NextToken");
  page.size = in.integer("MaxResults", 10, 1, 100);
  page.order =
      in.choice("SortBy", {"desc", "asc"}) == "asc" ? jobs::Order::kOldestFirst : jobs::Order::kNewestFirst;
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  const auto found = call.services.store.media().list(filter, page);
  if (!found) return tl::unexpected(found.error());
  auto shown = results::Json::array();
  for (const auto& medium : found->items) {
    shown.push_back({{"MediaId", medium.id}, {"MediaBasicInfo", media::basic_info(medium, true)}});
    if (in.boolean("IncludeFileBasicInfo", false)) shown.back()["FileInfoList"] = media::files(medium);
  }
  return results::Json{{"MediaInfos", std::move(shown)},
                       {"MaxResults", page.size},
                       {"NextToken", found->next_token},
                       {"TotalCount", found->total}};
}

}  // namespace

Operation list_media_basic_infos() {
  return {
      "ListMediaBasicInfos",
      "Lists registered media, newest first.",
      {field::integer("AuthTimeout", "without effect"), field::text("BusinessType"),
       field::text("EndTime", "registered then or before: 2017-01-11T12:00:00Z"),
       field::boolean("IncludeFileBasicInfo"), field::integer("MaxResults", "1 to 100; 10 unless given"),
       field::text("MediaId"), field::text("MediaType", "image, video, audio or text"),
       field::text("NextToken", "of the answer before"), field::text("SortBy", "desc or asc"),
       field::text("Source", "oss, vod, live or general"), field::text("StartTime", "registered after then"),
       field::text("Status", "Init, Preparing, PrepareFail or Normal")},
      {field::integer("MaxResults"), field::list("MediaInfos", media::list_item_fields()),
       field::text("NextToken", "empty at the end"), field::integer("TotalCount")},
      run};
}

}  // namespace smarttag::api
