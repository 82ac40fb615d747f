#include "api/operations/reading/fields.h"
#include "api/operations/recognition/recognition.h"
#include "api/operations/recognition/shape.h"

namespace smarttag::api {
namespace {

Result<results::Json> run_create_recognition_entity(const Call& call) {
  Reader in(call.parameters);
  const auto key = recognition::key_in(in, call);
  jobs::Entity entity;
  entity.name = in.text("EntityName");
  entity.info_json = in.text("EntityInfo");
  in.json_object("EntityInfo");  // must be one
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  const auto made = call.services.store.libraries().add_entity(key, entity);
  if (!made) return tl::unexpected(made.error());
  return results::Json{{"EntityId", made->id}};
}

}  // namespace

Operation create_recognition_entity() {
  return {"CreateRecognitionEntity",
          "Adds an entity, such as a person, to a library.",
          recognition::request({field::text("EntityInfo", "JSON, 256 bytes at most"),
                                field::required(field::text("EntityName", "64 bytes at most")),
                                field::required(field::text("LibId"))}),
          {field::text("EntityId")},
          run_create_recognition_entity,
          /*slow=*/false,
          /*writes=*/true};
}

}  // namespace smarttag::api
