#include "api/operations/reading/fields.h"
#include "api/operations/recognition/recognition.h"
#include "api/operations/recognition/shape.h"

namespace smarttag::api {
namespace {

Result<results::Json> run_delete_recognition_entity(const Call& call) {
  Reader in(call.parameters);
  const auto key = recognition::key_in(in, call);
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  const auto gone = call.services.store.libraries().remove_entity(key, in.text("EntityId"));
  if (!gone) return tl::unexpected(gone.error());
  return results::Json::object();
}

}  // namespace

Operation delete_recognition_entity() {
  return {
      "DeleteRecognitionEntity",
      "Deletes an entity with its samples.",
      recognition::request({field::required(field::text("EntityId")), field::required(field::text("LibId"))}),
      {},
      run_delete_recognition_entity,
      /*slow=*/false,
      /*writes=*/true};
}

}  // namespace smarttag::api
