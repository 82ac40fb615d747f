#include "api/operations/media/media.h"
#include "api/operations/media/shape.h"
#include "api/operations/reading/fields.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto found = media::find(call, in);
  if (!found) return tl::unexpected(found.error());
  const bool append = in.boolean("AppendTags", false);
  const auto changed = call.services.store.media().update(call.caller.user, found->id,
                                                          [&](jobs::MediaSpec& spec) -> Result<void> {
                                                            media::read_fields(in, spec, append);
                                                            return in.checked();
                                                          });
  if (!changed) return tl::unexpected(changed.error());
  return results::Json{{"MediaId", changed->id}};
}

}  // namespace

Operation update_media_info() {
  return {"UpdateMediaInfo",
          "Changes what a medium was registered with; what is not sent stays.",
          field::joined({media::changeable_fields(),
                         {field::boolean("AppendTags", "MediaTags come behind those there are"),
                          field::text("Category"), field::text("InputURL", "where no MediaId is given"),
                          field::text("MediaId")}}),
          {field::text("MediaId")},
          run,
          /*slow=*/false,
          /*writes=*/true};
}

}  // namespace smarttag::api
