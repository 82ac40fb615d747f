#include "cli/library/import_folder.h"

#include <iostream>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "cli/command.h"
#include "cli/printable.h"
#include "libraries/library_folder.h"
#include "results/json.h"

namespace smarttag::cli {
namespace {

using libraries::LocalLibraries;

Result<std::string> entity_for(LocalLibraries& libraries, const jobs::Library& library,
                               const EntityPictures& pictures) {
  const auto known = libraries.entity(library, pictures.name);
  if (known) return known->id;
  if (known.error().kind != ErrorKind::kNotFound) return tl::unexpected(known.error());
  jobs::Entity entity;
  entity.name = pictures.name;
  entity.info_json = pictures.info_json;
  const auto made = libraries.store().add_entity(LocalLibraries::key_of(library), entity);
  if (!made) return tl::unexpected(made.error());
  return made->id;
}

constexpr std::size_t kLongestDescription = 256;  // bytes, as in the API

Result<void> add_description(LocalLibraries& libraries, const jobs::Library& library,
                             const EntityPictures& label, const std::string& description) {
  if (description.empty() || description.size() > kLongestDescription)
    return fail(ErrorKind::kUsage,
                fmt::format("A description has 1 to {} bytes: \"a photo of ...\"", kLongestDescription));
  const auto entity = entity_for(libraries, library, label);
  if (!entity) return tl::unexpected(entity.error());
  jobs::Sample sample;
  sample.label_prompt = description;
  const auto kept = libraries.store().add_sample(LocalLibraries::key_of(library), *entity, sample);
  return kept ? Result<void>{} : tl::unexpected(kept.error());
}

Result<AddedEntity> add_with(SamplePictures& describer, LocalLibraries& libraries,
                             const jobs::Library& library, const EntityPictures& pictures) {
  AddedEntity done{pictures.name, 0, {}};
  for (const auto& picture : pictures.pictures) {
    if (library.algorithm == "label") {
      if (auto kept = add_description(libraries, library, pictures, picture); !kept)
        return tl::unexpected(std::move(kept).error());
      ++done.added;
      continue;
    }
    auto described = describer.describe(picture, library.algorithm);
    if (describer.interrupted()) return fail(ErrorKind::kInterrupted, "Interrupted.");
    if (!described) {
      done.refused.push_back(std::move(described).error());
      continue;
    }
    const auto entity = entity_for(libraries, library, pictures);
    if (!entity) return tl::unexpected(entity.error());
    jobs::Sample sample;
    sample.image_url = picture;
    sample.model = std::move(described->model);
    sample.vector = std::move(described->vector);
    sample.features = std::move(described->features);
    const auto kept = libraries.store().add_sample(LocalLibraries::key_of(library), *entity, sample);
    if (!kept) return tl::unexpected(kept.error());
    ++done.added;
  }
  return done;
}

Result<jobs::Library> library_for(LocalLibraries& libraries, const ImportWish& wish,
                                  const std::string& kind) {
  auto there = libraries.named(wish.library);
  if (there && !wish.kind.empty() && libraries::kind_of(there->algorithm).kind != wish.kind)
    return fail(ErrorKind::kUsage, fmt::format("The library {} holds the kind {}, not {}.", wish.library,
                                               libraries::kind_of(there->algorithm).kind, wish.kind));
  if (there || there.error().kind != ErrorKind::kNotFound) return there;
  if (kind.empty())
    return fail(
        ErrorKind::kUsage,
        fmt::format("The library {} is new: say what it holds, for example --kind landmark.", wish.library));
  const auto row = libraries::kind_named_by_people(kind);
  if (!row) return tl::unexpected(row.error());
  return libraries.create(wish.library, *row, wish.description);
}

}  // namespace

Result<AddedEntity> add_pictures(LocalLibraries& libraries, const jobs::Library& library,
                                 const EntityPictures& entity, const Settings& settings) {
  SamplePictures describer(settings);
  return add_with(describer, libraries, library, entity);
}

Result<Imported> import_folder(const ImportWish& wish, const Settings& settings) {
  auto folder = libraries::read_library_folder(wish.folder);
  if (!folder) return tl::unexpected(std::move(folder).error());
  auto libraries = wish.system ? LocalLibraries::open_system(settings) : LocalLibraries::open(settings);
  if (!libraries) return tl::unexpected(std::move(libraries).error());
  if ((wish.kind.empty() ? folder->kind : wish.kind) == "label") return libraries::labels_have_no_pictures();
  auto library = library_for(*libraries, wish, wish.kind.empty() ? folder->kind : wish.kind);
  if (!library) return tl::unexpected(std::move(library).error());
  if (library->algorithm == "label") return libraries::labels_have_no_pictures();
  Imported imported{std::move(*library), {}, std::move(folder->passed_over)};
  SamplePictures describer(settings);
  for (const auto& entity : folder->entities) {
    EntityPictures pictures{entity.name, entity.info_json, {}};
    for (const auto& picture : entity.pictures) pictures.pictures.push_back(picture.string());
    auto added = add_with(describer, *libraries, imported.library, pictures);
    if (!added) return tl::unexpected(std::move(added).error());
    imported.entities.push_back(std::move(*added));
  }
  return imported;
}

int tell(const jobs::Library& library, const std::vector<AddedEntity>& entities,
         const std::vector<std::filesystem::path>& passed_over, bool json) {
  int code = 0;
  int added = 0;
  results::Json all{{"library", library.name},
                    {"kind", libraries::kind_of(library.algorithm).kind},
                    {"entities", results::Json::array()}};
  for (const auto& entity : entities) {
    auto refused = results::Json::array();
    for (const auto& error : entity.refused) {
      refused.push_back(error.client.text);
      const int its_code = report_error(error);
      if (code == 0) code = its_code;
    }
    added += entity.added;
    all["entities"].push_back(
        {{"name", entity.name}, {"added", entity.added}, {"refused", std::move(refused)}});
  }
  for (const auto& file : passed_over) all["passedOver"].push_back(file.string());
  if (json) {
    std::cout << results::dump(all) << std::endl;
    return code;
  }
  for (const auto& file : passed_over)
    std::cerr << "smarttag: " << printable(file.string()) << " was passed over: it is no picture.\n";
  const std::string what = library.algorithm == "label" ? "description" : "picture";
  std::cout << fmt::format("Added {} {} to the library {}.", added, added == 1 ? what : what + "s",
                           library.name)
            << std::endl;
  return code;
}

}  // namespace smarttag::cli
