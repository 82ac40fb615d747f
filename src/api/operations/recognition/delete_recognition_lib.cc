#include "api/operations/reading/fields.h"
#include "api/operations/recognition/recognition.h"
#include "api/operations/recognition/shape.h"

namespace smarttag::api {
namespace {

Result<results::Json> run_delete_recognition_lib(const Call& call) {
  Reader in(call.parameters);
  const auto key = recognition::key_in(in, call);
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  const auto gone = call.services.store.libraries().remove(key);
  if (!gone) return tl::unexpected(gone.error());
  return results::Json::object();
}

}  // namespace

Operation delete_recognition_lib() {
  return {"DeleteRecognitionLib",
          "Deletes a library with its entities and samples.",
          recognition::request({field::required(field::text("LibId"))}),
          {},
          run_delete_recognition_lib,
          /*slow=*/false,
          /*writes=*/true};
}

}  // namespace smarttag::api
