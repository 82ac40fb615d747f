#include "api/operations/hotwords/hotwords.h"
#include "api/operations/hotwords/shape.h"
#include "api/operations/reading/fields.h"
#include "base/timestamp.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto found = call.services.store.hotwords().find(call.caller.user, in.text("HotwordLibraryId"));
  if (!found) return tl::unexpected(found.error());
  auto words = results::parse(found->hotwords_json);
  if (!words)
    return fail(ErrorKind::kInternal, "This library is damaged. Set its Hotwords again.", found->id);
  return results::Json{{"HotwordLibraryId", found->id},     {"Name", found->name},
                       {"Description", found->description}, {"UsageScenario", found->scenario},
                       {"Hotwords", *std::move(words)},     {"CreationTime", timestamp(found->created)}};
}

}  // namespace

Operation get_hotword_library() {
  return {"GetHotwordLibrary",
          "Gets a hotword library with its words.",
          {field::required(field::text("HotwordLibraryId"))},
          field::joined(
              {field::texts({"CreationTime", "Description", "HotwordLibraryId", "Name", "UsageScenario"}),
               {hotwords::hotwords_field()}}),
          run};
}

}  // namespace smarttag::api
