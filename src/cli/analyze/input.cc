#include "cli/analyze/input.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include <spdlog/fmt/fmt.h>

#include "base/paths.h"
#include "net/fetch.h"

namespace smarttag::cli {
namespace {

bool is_url(const std::string& input) { return input.find("://") != std::string::npos; }

Result<Input> open_file(const std::filesystem::path& path) {
  // O_NONBLOCK: a named pipe without a writer must not hang us here.
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  const std::string shown = path.string();
  if (!file.valid()) {
    if (errno == ENOENT || errno == ENOTDIR)
      return fail(ErrorKind::kInputMissing, fmt::format("There is no file {}. Check the path.", shown));
    return fail(ErrorKind::kInputUnreadable,
                fmt::format("{} cannot be opened: {}.", shown,
                            std::strerror(errno)));  // NOLINT(concurrency-mt-unsafe)
  }
  struct stat status {};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
    return fail(ErrorKind::kInputUnreadable,
                fmt::format("{} is not a regular file. Give a media file.", shown));
  return Input{path.filename().string(), std::move(file)};
}

Result<Input> fetch(const std::string& url, const Settings& settings, const std::stop_token& stop) {
  const auto limits = net::FetchLimits::from(settings);
  if (!limits) return tl::unexpected(limits.error());
  const auto folder = cache_folder(settings) / "inputs";
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed)
    return fail(ErrorKind::kOutputFailed,
                fmt::format("The folder for fetched inputs cannot be made: {}.", failed.message()));
  auto fetched = net::fetch(url, folder, *limits, {}, stop);
  if (!fetched) return tl::unexpected(std::move(fetched).error());
  auto input = open_file(fetched->path);
  std::filesystem::remove(fetched->path, failed);
  if (input) input->name = fetched->name.empty() ? url : fetched->name;
  return input;
}

}  // namespace

Result<Input> open_input(const std::string& input, const Settings& settings, const std::stop_token& stop) {
  return is_url(input) ? fetch(input, settings, stop) : open_file(input);
}

}  // namespace smarttag::cli
