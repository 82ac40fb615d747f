#include "libraries/library_folder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "base/text/ascii.h"
#include "base/whole_file.h"
#include "results/json.h"

namespace smarttag::libraries {
namespace {

namespace fs = std::filesystem;

constexpr std::array kPictures{".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".heif",
                               ".bmp", ".gif",  ".tif", ".tiff", ".jxl",  ".jp2"};

std::string extension_of(const fs::path& file) { return lower_ascii(file.extension().string()); }

bool is_picture(const fs::path& file) {
  return std::find(kPictures.begin(), kPictures.end(), extension_of(file)) != kPictures.end();
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

Result<std::vector<fs::path>> listed(const fs::path& folder) {
  std::error_code failed;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder, failed))
    if (!is_hidden(entry.path())) paths.push_back(entry.path());
  if (failed)
    return fail(ErrorKind::kInputMissing,
                fmt::format("The folder {} cannot be read. Check the path.", folder.string()));
  std::sort(paths.begin(), paths.end());
  return paths;
}

Result<results::Json> object_in(const fs::path& file) {
  auto json = results::parse(whole_file(file).value_or(""));
  if (!json || !json->is_object())
    return fail(ErrorKind::kUsage, fmt::format("{} must hold a JSON object.", file.string()));
  return json;
}

Result<FolderEntity> entity_in(const fs::path& folder, std::vector<fs::path>& passed_over) {
  FolderEntity entity{folder.filename().string(), "{}", {}};
  const auto files = listed(folder);
  if (!files) return tl::unexpected(files.error());
  fs::path facts;
  for (const auto& file : *files) {
    if (is_picture(file)) {
      entity.pictures.push_back(file);
    } else if (extension_of(file) == ".json") {
      if (!facts.empty())
        return fail(ErrorKind::kUsage,
                    fmt::format("{} has two files of facts. Keep one JSON file.", folder.string()));
      facts = file;
    } else {
      passed_over.push_back(file);
    }
  }
  if (facts.empty()) return entity;
  const auto json = object_in(facts);
  if (!json) return tl::unexpected(json.error());
  entity.info_json = results::dump(*json);
  if (json->contains("name") && (*json)["name"].is_string()) entity.name = (*json)["name"].get<std::string>();
  return entity;
}

Result<std::string> kind_in(const fs::path& file) {
  const auto json = object_in(file);
  if (!json) return tl::unexpected(json.error());
  if (!json->contains("kind") || !(*json)["kind"].is_string())
    return fail(ErrorKind::kUsage,
                fmt::format("{} must say the kind: {{\"kind\": \"landmark\"}}.", file.string()));
  return (*json)["kind"].get<std::string>();
}

Result<void> read_into(LibraryFolder& library, const fs::path& path) {
  std::error_code unknown;
  if (fs::is_directory(path, unknown)) {
    auto entity = entity_in(path, library.passed_over);
    if (!entity) return tl::unexpected(std::move(entity).error());
    if (!entity->pictures.empty()) library.entities.push_back(std::move(*entity));
    return {};
  }
  if (path.filename() == "library.json") {
    auto kind = kind_in(path);
    if (!kind) return tl::unexpected(std::move(kind).error());
    library.kind = std::move(*kind);
  } else if (is_picture(path)) {
    library.entities.push_back({path.stem().string(), "{}", {path}});
  } else {
    library.passed_over.push_back(path);
  }
  return {};
}

}  // namespace

Result<LibraryFolder> read_library_folder(const fs::path& folder) {
  const auto paths = listed(folder);
  if (!paths) return tl::unexpected(paths.error());
  LibraryFolder library;
  for (const auto& path : *paths)
    if (auto read = read_into(library, path); !read) return tl::unexpected(std::move(read).error());
  if (library.entities.empty())
    return fail(
        ErrorKind::kInputMissing,
        fmt::format("There is no picture in {}: a library is a folder for each entity, with pictures of "
                    "it.",
                    folder.string()));
  auto& entities = library.entities;
  std::sort(entities.begin(), entities.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  const auto twice = std::adjacent_find(entities.begin(), entities.end(),
                                        [](const auto& a, const auto& b) { return a.name == b.name; });
  if (twice != entities.end())
    return fail(ErrorKind::kUsage,
                fmt::format("Two entities of {} are called '{}'. Put their pictures into one "
                            "folder.",
                            folder.string(), twice->name));
  return library;
}

}  // namespace smarttag::libraries
