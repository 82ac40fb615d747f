#include "libraries/local_libraries.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "base/paths.h"
#include "jobs/databases/open_store.h"
#include "worker/pool/known_in_libraries.h"

namespace smarttag::libraries {
namespace {

constexpr jobs::UserId kOnlyUser = 1;  // who runs the command
constexpr int kPage = 100;
constexpr std::size_t kLongestName = 64;  // bytes, as in the API

std::filesystem::path folder_of(const Settings& settings) { return data_folder(settings) / "libraries"; }

// Every row of a list that comes in pages: `page` -> Result<Listed<T>>.
template <class T, class ListPage>
Result<std::vector<T>> all_pages(const ListPage& list_page) {
  std::vector<T> all;
  jobs::Page page;
  page.size = kPage;
  page.order = jobs::Order::kOldestFirst;
  do {
    Result<jobs::Listed<T>> rows = list_page(page);
    if (!rows) return tl::unexpected(std::move(rows).error());
    std::move(rows->items.begin(), rows->items.end(), std::back_inserter(all));
    page.token = rows->next_token;
  } while (!page.token.empty());
  return all;
}

}  // namespace

const std::vector<KindRow>& library_kinds() {
  static const std::vector<KindRow> kKinds{{"person", "face"},
                                           {"landmark", "landmark"},
                                           {"object", "object"},
                                           {"logo", "logo"},
                                           {"label", "label"}};
  return kKinds;
}

Result<KindRow> kind_named_by_people(const std::string& kind) {
  for (const auto& row : library_kinds())
    if (row.kind == kind) return row;
  return fail(
      ErrorKind::kUsage,
      fmt::format("There is no kind of library '{}'. Known: person, landmark, object, logo, label.", kind));
}

tl::unexpected<Error> labels_have_no_pictures() {
  return fail(ErrorKind::kUsage,
              "A label is known by its description, not by pictures: smarttag library add LIBRARY NAME "
              "\"a photo of ...\"");
}

const KindRow& kind_of(const std::string& algorithm) {
  const auto& kinds = library_kinds();
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [&](const KindRow& row) { return row.algorithm == algorithm; });
  return found == kinds.end() ? kinds.front() : *found;
}

bool LocalLibraries::exist(const Settings& settings) {
  std::error_code none;
  return std::filesystem::exists(folder_of(settings), none);
}

Result<LocalLibraries> LocalLibraries::open(const Settings& settings) {
  jobs::StoreOptions options;
  options.url = "sqlite:" + folder_of(settings).string();
  auto store = jobs::open_store(options);
  if (!store) return tl::unexpected(std::move(store).error());
  return LocalLibraries(std::move(*store), kOnlyUser);
}

Result<LocalLibraries> LocalLibraries::open_system(const Settings& settings) {
  jobs::StoreOptions options;
  options.url = settings.text("store");
  if (options.url.empty()) options.url = "sqlite:" + data_folder(settings).string();
  options.blobs = settings.text("blobs");
  auto store = jobs::open_store(options);
  if (!store) return tl::unexpected(std::move(store).error());
  return LocalLibraries(std::move(*store), jobs::kSystemOwner);
}

Result<std::vector<jobs::Library>> LocalLibraries::all() {
  std::vector<jobs::Library> all;
  for (const auto& kind : library_kinds()) {
    auto some = all_pages<jobs::Library>(
        [&](const jobs::Page& page) { return store().list(owner_, kind.algorithm, page); });
    if (!some) return some;
    std::move(some->begin(), some->end(), std::back_inserter(all));
  }
  return all;
}

Result<jobs::Library> LocalLibraries::named(const std::string& name) {
  auto libraries = all();
  if (!libraries) return tl::unexpected(std::move(libraries).error());
  for (auto& library : *libraries)
    if (library.name == name) return std::move(library);
  return fail(
      ErrorKind::kNotFound,
      fmt::format("There is no library '{}'. `smarttag library list` shows those that there are.", name));
}

Result<jobs::Library> LocalLibraries::create(const std::string& name, const KindRow& kind,
                                             const std::string& description) {
  if (name.empty() || name.size() > kLongestName || name.front() == '.' ||
      name.find_first_of("/:") != std::string::npos)
    return fail(
        ErrorKind::kUsage,
        fmt::format(
            "Invalid library name '{}': use 1 to {} bytes, without / and :, not beginning with a dot.", name,
            kLongestName));
  if (owner_ == jobs::kSystemOwner && !worker::is_system_library(kind.algorithm, name))
    return fail(
        ErrorKind::kUsage,
        "The service's own libraries are celebrity, politician and sensitive of the kind person, common of "
        "the kind landmark, and general of the kind object.");
  const auto taken = named(name);
  if (taken)
    return fail(
        ErrorKind::kConflict,
        fmt::format("There is a library '{}' already, of the kind {}. Choose another name, or add to it.",
                    name, kind_of(taken->algorithm).kind));
  if (taken.error().kind != ErrorKind::kNotFound) return taken;
  jobs::Library library;
  library.owner = owner_;
  library.algorithm = kind.algorithm;
  library.name = name;
  library.description = description;
  return store().create(library);
}

Result<std::vector<jobs::Entity>> LocalLibraries::entities(const jobs::Library& library) {
  return all_pages<jobs::Entity>(
      [&](const jobs::Page& page) { return store().entities(key_of(library), page); });
}

Result<std::vector<jobs::Sample>> LocalLibraries::samples(const jobs::Library& library,
                                                          const std::string& entity) {
  return all_pages<jobs::Sample>(
      [&](const jobs::Page& page) { return store().samples(key_of(library), entity, page); });
}

Result<jobs::Entity> LocalLibraries::entity(const jobs::Library& library, const std::string& name) {
  auto found = entities(library);
  if (!found) return tl::unexpected(std::move(found).error());
  for (auto& entity : *found)
    if (entity.name == name) return std::move(entity);
  return fail(ErrorKind::kNotFound,
              fmt::format("The library '{}' has no '{}'. `smarttag library list {}` shows "
                          "what it has.",
                          library.name, name, library.name));
}

}  // namespace smarttag::libraries
