#include "inputs/fetched_file.h"

#include "base/paths.h"
#include "inputs/local_file.h"
#include "net/url.h"

namespace smarttag::inputs {

std::filesystem::path fetch_folder(const Settings& settings) { return cache_folder(settings) / "inputs"; }

Result<OpenedInput> fetch_unnamed(const std::string& url, const std::filesystem::path& folder,
                                  const net::FetchLimits& limits, const std::stop_token& stop) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed)
    return fail(ErrorKind::kOutputFailed, "The folder for fetched inputs cannot be made.", failed.message());
  auto fetched = net::fetch(url, folder, limits, {}, stop);
  if (!fetched) return tl::unexpected(std::move(fetched).error());
  auto input = open_file(fetched->path);
  std::filesystem::remove(fetched->path, failed);
  if (!input) return fail(ErrorKind::kOutputFailed, "The fetched file could not be read back.");
  input->name = fetched->name.empty() ? net::shown_url(url) : fetched->name;
  return input;
}

}  // namespace smarttag::inputs
