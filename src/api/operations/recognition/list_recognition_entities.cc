#include "api/operations/reading/fields.h"
#include "api/operations/recognition/recognition.h"
#include "api/operations/recognition/shape.h"

namespace smarttag::api {
namespace {

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto key = recognition::key_in(in, call);
  const auto page = recognition::page_in(in);
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  const auto found = call.services.store.libraries().entities(key, page);
  if (!found) return tl::unexpected(found.error());
  auto rows = results::Json::array();
  for (const auto& entity : found->items)
    rows.push_back({{"EntityId", entity.id}, {"EntityName", entity.name}, {"EntityInfo", entity.info_json}});
  return recognition::answer(page, found->total, "Entities", "Entity", std::move(rows));
}

}  // namespace

Operation list_recognition_entities() {
  return {"ListRecognitionEntities", "Lists the entities of a library, oldest first.",
          recognition::request(
              field::joined({recognition::page_fields(), {field::required(field::text("LibId"))}})),
          recognition::listed(field::object(
              "Entities", {field::list("Entity", field::texts({"EntityId", "EntityInfo", "EntityName"}))})),
          run};
}

}  // namespace smarttag::api
