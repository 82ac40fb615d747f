#include "base/paths.h"

#include <cstdlib>

namespace smarttag {
namespace {

std::filesystem::path from_environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here sets the environment
  return value == nullptr ? std::filesystem::path{} : std::filesystem::path{value};
}

std::filesystem::path users_data_folder() {
  if (auto xdg = from_environment("XDG_DATA_HOME"); xdg.is_absolute()) return xdg / "smarttag";
  return from_environment("HOME") / ".local" / "share" / "smarttag";
}

}  // namespace

std::filesystem::path cache_folder(const Settings& settings) {
  if (const auto& set = settings.text("cache-dir"); !set.empty()) return set;
  if (auto xdg = from_environment("XDG_CACHE_HOME"); xdg.is_absolute()) return xdg / "smarttag";
  return from_environment("HOME") / ".cache" / "smarttag";
}

std::filesystem::path models_folder(const Settings& settings) {
  const auto& shared = settings.text("models-cache");
  return (shared.empty() ? cache_folder(settings) : std::filesystem::path(shared)) / "models";
}

std::filesystem::path data_folder(const Settings& settings) {
  if (const auto& set = settings.text("data-dir"); !set.empty()) return set;
  return users_data_folder();
}

std::filesystem::path knowledge_folder(const Settings& settings) {
  if (const auto& set = settings.text("knowledge-dir"); !set.empty()) return set;
  return users_data_folder() / "knowledge";
}

std::filesystem::path home_folder() {
  if (auto home = from_environment("SMARTTAG_HOME"); !home.empty()) return home;
  std::error_code unknown;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  const auto installed = program.parent_path().parent_path().parent_path() / "share" / "smarttag";
  if (!unknown && program.parent_path().filename() == "smarttag" &&
      std::filesystem::exists(installed / "models" / "manifest.json", unknown))
    return installed;
  return SMARTTAG_SOURCE_DIR;
}

}  // namespace smarttag
