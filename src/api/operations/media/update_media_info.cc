#include "api/operations/media/media.h"
#include "api/operations/media/shape.h"
#include "api/operations/reading/fields.h"

namespace smarttag::api {
namespace {

// Changes that others make at the same time are waited out so often.
constexpr int kTries = 20;

Result<results::Json> run(const Call& call) {
  for (int i = 0; i < kTries; ++i) {
    Reader in(call.parameters);
    const auto found = media::find(call, in);
    if (!found) return tl::unexpected(found.error());
    auto spec = found->spec;
    media::read_fields(in, spec, in.boolean("AppendTags", false));
    if (auto good = in.checked(); !good) return tl::unexpected(good.error());
    const auto changed = call.services.store.media().update(
        *found, {spec.business_type, spec.title, spec.reference_id, spec.fields_json});
    if (!changed) return tl::unexpected(changed.error());
    if (*changed) return results::Json{{"MediaId", found->id}};
  }
  return fail(ErrorKind::kConflict, "Others are changing this medium. Try again.");
}

}  // namespace

Operation update_media_info() {
  return {"UpdateMediaInfo",
          "Updates a registered medium; fields that are not given stay.",
          field::joined({media::changeable_fields(),
                         {field::boolean("AppendTags", "MediaTags are added to the existing ones"),
                          field::text("Category"), field::text("InputURL", "where no MediaId is given"),
                          field::text("MediaId")}}),
          {field::text("MediaId")},
          run,
          /*slow=*/false,
          /*writes=*/true};
}

}  // namespace smarttag::api
