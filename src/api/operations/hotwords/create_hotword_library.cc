#include "api/operations/hotwords/hotwords.h"
#include "api/operations/hotwords/shape.h"
#include "api/operations/reading/fields.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  jobs::HotwordLibrary library;
  library.owner = call.caller.user;
  library.name = in.text("Name");
  library.description = in.text("Description");
  library.scenario = hotwords::scenario_in(in);
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  auto words = hotwords::hotwords_in(call.parameters, library.scenario);
  if (!words) return tl::unexpected(words.error());
  library.hotwords_json = *std::move(words);
  const auto made = call.services.store.hotwords().create(library);
  if (!made) return tl::unexpected(made.error());
  return results::Json{{"HotwordLibraryId", made->id}};
}

}  // namespace

Operation create_hotword_library() {
  return {"CreateHotwordLibrary",
          "Creates a hotword library.",
          {field::text("Description", "200 characters at most"), field::required(hotwords::hotwords_field()),
           field::required(field::text("Name", "100 characters at most")),
           field::required(field::text("UsageScenario", "ASR, StructuredMediaAssets or VideoTranslation"))},
          {field::text("HotwordLibraryId")},
          run,
          /*slow=*/false,
          /*writes=*/true};
}

}  // namespace smarttag::api
