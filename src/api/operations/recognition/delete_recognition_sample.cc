#include "api/operations/reading/fields.h"
#include "api/operations/recognition/recognition.h"
#include "api/operations/recognition/shape.h"

namespace smarttag::api {
namespace {

Result<results::Json> run_delete_recognition_sample(const Call& call) {
  Reader in(call.parameters);
  const auto key = recognition::key_in(in, call);
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  const auto gone =
      call.services.store.libraries().remove_sample(key, in.text("EntityId"), in.text("SampleId"));
  if (!gone) return tl::unexpected(gone.error());
  return results::Json::object();
}

}  // namespace

Operation delete_recognition_sample() {
  return {
      "DeleteRecognitionSample",
      "Deletes a sample.",
      recognition::request({field::required(field::text("EntityId")), field::required(field::text("LibId")),
                            field::required(field::text("SampleId"))}),
      {},
      run_delete_recognition_sample,
      /*slow=*/false,
      /*writes=*/true};
}

}  // namespace smarttag::api
