#include "api/operations/hotwords/hotwords.h"
#include "api/operations/reading/fields.h"
#include "api/operations/reading/reader.h"

namespace smarttag::api {
namespace {

Result<results::Json> run_delete_hotword_library(const Call& call) {
  Reader in(call.parameters);
  const auto id = in.text("HotwordLibraryId");
  if (id.empty()) return fail(ErrorKind::kUsage, "HotwordLibraryId is mandatory for this action.");
  const auto gone = call.services.store.hotwords().remove(call.caller.user, id);
  if (!gone) return tl::unexpected(gone.error());
  return results::Json{{"Success", true}};
}

}  // namespace

Operation delete_hotword_library() {
  return {"DeleteHotwordLibrary",
          "Deletes a library.",
          {field::text("HotwordLibraryId")},
          {field::boolean("Success")},
          run_delete_hotword_library,
          /*slow=*/false,
          /*writes=*/true};
}

}  // namespace smarttag::api
