#include <algorithm>

#include "api/operations/media/answer_fields.h"
#include "api/operations/media/media.h"
#include "api/operations/media/shape.h"
#include "api/operations/reading/fields.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto ids = in.names("MediaIds");
  const auto additions = in.names("AdditionType");
  if (ids.empty()) in.fault("MediaIds is mandatory for this action.");
  for (const auto& addition : additions)
    if (addition != "FileInfo" && addition != "DynamicMetaData")
      in.fault("AdditionType must name FileInfo or DynamicMetaData.");
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  const bool with_files = std::find(additions.begin(), additions.end(), "FileInfo") != additions.end();
  auto shown = results::Json::array();
  auto ignored = results::Json::array();
  for (const auto& id : ids) {
    const auto found = call.services.store.media().find(call.caller.user, id);
    if (!found && found.error().kind != ErrorKind::kNotFound) return tl::unexpected(found.error());
    if (!found) {
      ignored.push_back(id);
      continue;
    }
    shown.push_back({{"MediaId", found->id}, {"MediaBasicInfo", media::basic_info(*found, false)}});
    if (with_files) shown.back()["FileInfoList"] = media::files(*found);
  }
  return results::Json{{"MediaInfos", std::move(shown)}, {"IgnoredList", std::move(ignored)}};
}

}  // namespace

Operation batch_get_media_infos() {
  return {"BatchGetMediaInfos",
          "Gets several registered media; ids that are not found come back in IgnoredList.",
          {field::text("AdditionType", "FileInfo, DynamicMetaData (of which there is none)"),
           field::integer("AuthTimeout", "without effect"),
           field::text("MediaIds", "100 at most, commas between them")},
          {field::list("IgnoredList"), field::list("MediaInfos", media::batched_fields())},
          run};
}

}  // namespace smarttag::api
