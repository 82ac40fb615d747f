#include "api/operations/reading/fields.h"
#include "api/operations/recognition/recognition.h"
#include "api/operations/recognition/shape.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  jobs::Library library;
  library.owner = call.caller.user;
  library.algorithm = recognition::algorithm_in(in);
  library.name = in.text("LibName");
  library.description = in.text("LibDescription");
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  const auto made = call.services.store.libraries().create(library);
  if (!made) return tl::unexpected(made.error());
  return results::Json{{"LibId", made->id}};
}

}  // namespace

Operation create_recognition_lib() {
  return {
      "CreateRecognitionLib",
      "Makes a library of what to recognise. Templates name those of faces in FaceCategoryIds, of "
      "landmarks in LandmarkGroupIds, of objects and logos in ObjectGroupIds, of labels in LabelGroupIds.",
      recognition::request({field::text("LibDescription", "128 bytes at most"),
                            field::required(field::text("LibName", "64 bytes at most"))}),
      {field::text("LibId")},
      run,
      /*slow=*/false,
      /*writes=*/true};
}

}  // namespace smarttag::api
