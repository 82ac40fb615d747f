#include "api/operations/reading/fields.h"
#include "api/operations/recognition/recognition.h"
#include "api/operations/recognition/shape.h"

namespace smarttag::api {
namespace {

results::Json shown(const jobs::Sample& sample) {
  return {{"SampleId", sample.id},
          {"EntityId", sample.entity},
          {"LibId", sample.library},
          {"ImageUrl", sample.image_url}};
}

// Every row of a list that comes in pages: `page` -> Result<Listed<T>>.
template <class ListPage, class Visit>
Result<void> each(const ListPage& list_page, const Visit& visit) {
  jobs::Page page;
  page.size = 100;
  page.order = jobs::Order::kOldestFirst;
  do {
    const auto rows = list_page(page);
    if (!rows) return tl::unexpected(rows.error());
    for (const auto& row : rows->items)
      if (Result<void> done = visit(row); !done) return done;
    page.token = rows->next_token;
  } while (!page.token.empty());
  return {};
}

// The samples of all entities of this name.
Result<results::Json> of_name(jobs::LibraryStore& store, const jobs::LibraryKey& key,
                              const std::string& name) {
  auto rows = results::Json::array();
  const auto add = [&](const jobs::Sample& sample) -> Result<void> {
    rows.push_back(shown(sample));
    return {};
  };
  auto done =
      each([&](const jobs::Page& page) { return store.entities(key, page); },
           [&](const jobs::Entity& entity) -> Result<void> {
             if (entity.name != name) return {};
             return each([&](const jobs::Page& page) { return store.samples(key, entity.id, page); }, add);
           });
  if (!done) return tl::unexpected(done.error());
  return rows;
}

Result<results::Json> run(const Call& call) {
  Reader in(call.parameters);
  const auto key = recognition::key_in(in, call);
  const auto page = recognition::page_in(in);
  const auto entity = in.text("EntityId");
  const bool by_name = entity == "ANY";
  if (by_name && !in.has("EntityName")) in.fault("EntityName is mandatory where EntityId is ANY.");
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  auto& store = call.services.store.libraries();
  if (by_name) {
    const auto rows = of_name(store, key, in.text("EntityName"));
    if (!rows) return tl::unexpected(rows.error());
    return recognition::answer(page, static_cast<std::int64_t>(rows->size()), "Samples", "Sample",
                               recognition::cut(*rows, page));
  }
  const auto found = store.samples(key, entity, page);
  if (!found) return tl::unexpected(found.error());
  auto rows = results::Json::array();
  for (const auto& sample : found->items) rows.push_back(shown(sample));
  return recognition::answer(page, found->total, "Samples", "Sample", std::move(rows));
}

}  // namespace

Operation list_recognition_samples() {
  return {
      "ListRecognitionSamples", "Lists the samples of an entity, oldest first.",
      recognition::request(
          field::joined({recognition::page_fields(),
                         {field::required(field::text("EntityId", "ANY: those named EntityName")),
                          field::text("EntityName"), field::required(field::text("LibId"))}})),
      recognition::listed(field::object(
          "Samples", {field::list("Sample", field::texts({"EntityId", "ImageUrl", "LibId", "SampleId"}))})),
      run};
}

}  // namespace smarttag::api
