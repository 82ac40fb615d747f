#include "cli/library/chosen_libraries.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "cli/library/sample_pictures.h"
#include "libraries/library_folder.h"
#include "libraries/local_libraries.h"
#include "worker/pool/known_in_libraries.h"

namespace smarttag::cli {
namespace {

using libraries::KindRow;
using libraries::LocalLibraries;

// Adds a library under the name by which results tell of it.
void add_name(const KindRow& kind, const std::string& name, tagging::JobSpec& spec) {
  if (std::string_view(kind.algorithm) == "face")
    spec.faces.libraries.push_back(name);
  else if (std::string_view(kind.algorithm) == "landmark")
    spec.things.landmarks.push_back(name);
  else if (std::string_view(kind.algorithm) == "label")
    spec.described.libraries.push_back(name);
  else
    spec.things.objects.push_back(name);
}

Result<void> add_kept(LocalLibraries& kept, const std::string& name, tagging::JobSpec& spec) {
  const auto library = kept.named(name);
  if (!library) return tl::unexpected(library.error());
  const auto& kind = libraries::kind_of(library->algorithm);
  tagging::JobSpec only;
  add_name(kind, library->id, only);
  if (auto taken = worker::take_known(kept.store(), library->owner, only); !taken) return taken;
  for (auto& person : only.faces.known) {
    person.library = name;
    spec.faces.known.push_back(std::move(person));
  }
  for (auto& thing : only.things.known) {
    thing.library = name;
    spec.things.known.push_back(std::move(thing));
  }
  for (auto& label : only.described.prompts) {
    label.library = name;
    spec.described.prompts.push_back(std::move(label));
  }
  add_name(kind, name, spec);
  return {};
}

struct FolderChoice {
  std::filesystem::path folder;
  std::string kind;  // empty: library.json says it
};

// Nothing for what can only be the name of a library.
std::optional<FolderChoice> folder_in(const std::string& chosen) {
  const auto colon = chosen.find(':');
  if (colon != std::string::npos) return FolderChoice{chosen.substr(colon + 1), chosen.substr(0, colon)};
  if (chosen.find('/') != std::string::npos) return FolderChoice{chosen, ""};
  return std::nullopt;
}

Result<void> add_pictures(const libraries::FolderEntity& entity, const KindRow& kind, const std::string& name,
                          SamplePictures& pictures, tagging::JobSpec& spec) {
  tagging::KnownPerson person{name, entity.name, entity.name, "", {}};
  vision::KnownThing thing{worker::main_tag_of(kind.algorithm), name, entity.name, entity.name, "", {}};
  for (const auto& picture : entity.pictures) {
    auto described = pictures.describe(picture.string(), kind.algorithm);
    if (!described) return tl::unexpected(std::move(described).error());
    person.model = thing.model = described->model;
    person.vectors.push_back(std::move(described->vector));
    thing.samples.push_back(std::move(described->features));
  }
  if (std::string_view(kind.algorithm) == "face")
    spec.faces.known.push_back(std::move(person));
  else
    spec.things.known.push_back(std::move(thing));
  return {};
}

Result<void> add_folder(const FolderChoice& choice, SamplePictures& pictures, tagging::JobSpec& spec) {
  if (!choice.kind.empty())
    if (const auto kind = libraries::kind_named_by_people(choice.kind); !kind)
      return tl::unexpected(kind.error());
  const auto folder = libraries::read_library_folder(choice.folder);
  if (!folder) return tl::unexpected(folder.error());
  const auto kind_name = choice.kind.empty() ? folder->kind : choice.kind;
  if (kind_name.empty())
    return fail(
        ErrorKind::kUsage,
        fmt::format("What does {0} hold? Write its kind before it, for example landmark:{0}, or into a "
                    "file library.json in it: {{\"kind\": \"landmark\"}}.",
                    choice.folder.string()));
  const auto kind = libraries::kind_named_by_people(kind_name);
  if (!kind) return tl::unexpected(kind.error());
  if (std::string_view(kind->algorithm) == "label") return libraries::labels_have_no_pictures();
  std::error_code unknown;
  const auto name = std::filesystem::canonical(choice.folder, unknown).filename().string();
  for (const auto& entity : folder->entities)
    if (auto added = add_pictures(entity, *kind, name, pictures, spec); !added) return added;
  add_name(*kind, name, spec);
  return {};
}

// What the command line's libraries are, opened once; nothing where there are none.
Result<LocalLibraries*> opened(std::optional<LocalLibraries>& kept, const Settings& settings) {
  if (!kept && LocalLibraries::exist(settings)) {
    auto libraries = LocalLibraries::open(settings);
    if (!libraries) return tl::unexpected(std::move(libraries).error());
    kept = std::move(*libraries);
  }
  return kept ? &*kept : nullptr;
}

}  // namespace

Result<void> choose_libraries(const std::vector<std::string>& chosen, const Settings& settings,
                              tagging::JobSpec& spec) {
  std::optional<LocalLibraries> kept;
  std::optional<SamplePictures> pictures;
  for (const auto& one : chosen) {
    auto folder = folder_in(one);
    if (!folder) {
      const auto libraries = opened(kept, settings);
      if (!libraries) return tl::unexpected(libraries.error());
      Result<void> added =
          *libraries == nullptr
              ? fail(ErrorKind::kNotFound, fmt::format("There is no library '{}', nor a folder.", one))
              : add_kept(**libraries, one, spec);
      if (added) continue;
      std::error_code unknown;
      if (added.error().kind != ErrorKind::kNotFound || !std::filesystem::is_directory(one, unknown))
        return added;
      folder = FolderChoice{one, ""};
    }
    if (!pictures) pictures.emplace(settings);
    if (auto added = add_folder(*folder, *pictures, spec); !added) return added;
  }
  return {};
}

}  // namespace smarttag::cli
