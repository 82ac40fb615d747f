#include "api/operations/media/answer_fields.h"
#include "api/operations/media/media.h"
#include "api/operations/media/shape.h"
#include "api/operations/reading/fields.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto found = media::find(call, in);
  if (!found) return tl::unexpected(found.error());
  return results::Json{{"MediaInfo",
                        {{"MediaId", found->id},
                         {"MediaBasicInfo", media::basic_info(*found, true)},
                         {"FileInfoList", media::files(*found)}}}};
}

}  // namespace

Operation get_media_info() {
  return {"GetMediaInfo",
          "Gets a registered medium: what was registered, not what is in the file.",
          {field::integer("AuthTimeout", "without effect: URLs are shown as they were registered"),
           field::text("InputURL", "where no MediaId is given"), field::text("MediaId"),
           field::text("OutputType", "without effect"), field::text("ReturnDetailedInfo", "without effect")},
          {field::object("MediaInfo", media::info_fields())},
          run};
}

}  // namespace smarttag::api
