#include "api/operations/reading/fields.h"
#include "api/operations/recognition/recognition.h"
#include "api/operations/recognition/shape.h"

namespace smarttag::api {
namespace {

results::Json shown(const jobs::Library& library) {
  return {{"LibId", library.id}, {"LibName", library.name}, {"LibDescription", library.description}};
}

// Those of these ids that there are.
Result<results::Json> named(jobs::LibraryStore& store, jobs::LibraryKey key,
                            const std::vector<std::string>& ids) {
  auto rows = results::Json::array();
  for (const auto& id : ids) {
    key.id = id;
    const auto found = store.find(key);
    if (found)
      rows.push_back(shown(*found));
    else if (found.error().kind != ErrorKind::kNotFound)
      return tl::unexpected(found.error());
  }
  return rows;
}

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto algorithm = recognition::algorithm_in(in);
  const auto ids = in.names("LibId");
  const auto page = recognition::page_in(in);
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  auto& store = call.services.store.libraries();
  if (!ids.empty()) {
    const auto rows = named(store, {call.caller.user, algorithm, {}}, ids);
    if (!rows) return tl::unexpected(rows.error());
    return recognition::answer(page, static_cast<std::int64_t>(rows->size()), "Libs", "Lib",
                               recognition::cut(*rows, page));
  }
  const auto found = store.list(call.caller.user, algorithm, page);
  if (!found) return tl::unexpected(found.error());
  auto rows = results::Json::array();
  for (const auto& library : found->items) rows.push_back(shown(library));
  return recognition::answer(page, found->total, "Libs", "Lib", std::move(rows));
}

}  // namespace

Operation list_recognition_libs() {
  return {"ListRecognitionLibs", "Lists the libraries of an algorithm, oldest first.",
          recognition::request(field::joined(
              {recognition::page_fields(), {field::text("LibId", "only these; commas between several")}})),
          recognition::listed(field::object(
              "Libs", {field::list("Lib", field::texts({"LibDescription", "LibId", "LibName"}))})),
          run};
}

}  // namespace smarttag::api
