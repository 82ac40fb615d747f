#include "api/operations/hotwords/hotwords.h"
#include "api/operations/hotwords/shape.h"
#include "api/operations/reading/fields.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto id = in.text("HotwordLibraryId");
  jobs::HotwordChange change;
  if (in.has("Name")) change.name = in.text("Name");
  change.description = in.sent_text("Description");
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  auto& store = call.services.store.hotwords();
  const auto before = store.find(call.caller.user, id);
  if (!before) return tl::unexpected(before.error());
  if (call.parameters.contains("Hotwords")) {
    auto words = hotwords::hotwords_in(call.parameters, before->scenario);
    if (!words) return tl::unexpected(words.error());
    change.hotwords_json = *std::move(words);
  }
  const auto changed = store.update(call.caller.user, id, change);
  if (!changed) return tl::unexpected(changed.error());
  return results::Json{{"Success", id}};
}

}  // namespace

Operation update_hotword_library() {
  return {
      "UpdateHotwordLibrary",
      "Updates a hotword library's name, description or words; words that are given replace all.",
      {field::text("Description", "200 characters at most"), field::required(field::text("HotwordLibraryId")),
       hotwords::hotwords_field(), field::text("Name", "100 characters at most")},
      {field::text("Success", "the library's id, as the API has it")},
      run,
      /*slow=*/false,
      /*writes=*/true};
}

}  // namespace smarttag::api
