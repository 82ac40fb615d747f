#include "inputs/fetched_file.h"

#include <chrono>

#include <spdlog/spdlog.h>

#include "base/paths.h"
#include "inputs/local_file.h"
#include "net/url.h"

namespace smarttag::inputs {

std::filesystem::path fetch_folder(const Settings& settings) { return cache_folder(settings) / "inputs"; }

void sweep(const std::filesystem::path& folder) {
  const auto old = std::filesystem::file_time_type::clock::now() - std::chrono::hours{1};
  std::error_code failed;
  for (std::filesystem::directory_iterator at(folder, failed), end; !failed && at != end;
       at.increment(failed)) {
    std::error_code gone;
    const auto written = at->last_write_time(gone);
    if (gone || !at->is_regular_file(gone) || written > old) continue;
    if (std::filesystem::remove(at->path(), gone))
      spdlog::info("a fetched file that was left behind is removed: {}", at->path().string());
  }
}

Result<OpenedInput> fetch_unnamed(const std::string& url, const std::filesystem::path& folder,
                                  const net::FetchLimits& limits, const std::stop_token& stop) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed)
    return fail(ErrorKind::kOutputFailed, "The folder for fetched inputs cannot be created.",
                failed.message());
  auto fetched = net::fetch(url, folder, limits, {}, stop);
  if (!fetched) return tl::unexpected(std::move(fetched).error());
  auto input = open_file(fetched->path);
  std::filesystem::remove(fetched->path, failed);
  if (!input) return fail(ErrorKind::kOutputFailed, "The fetched file could not be read back.");
  input->name = fetched->name.empty() ? net::shown_url(url) : fetched->name;
  return input;
}

}  // namespace smarttag::inputs
