#include "inputs/local_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <spdlog/fmt/fmt.h>

#include "net/percent.h"

namespace smarttag::inputs {
namespace {

constexpr std::string_view kScheme = "file://";

Result<OpenedInput> regular(Descriptor file, const std::filesystem::path& path) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
    return fail(ErrorKind::kInputUnreadable,
                fmt::format("{} is not a regular file. Give a media file.", path.string()));
  return OpenedInput{path.filename().string(), std::move(file)};
}

tl::unexpected<Error> unopened(const std::filesystem::path& path) {
  if (errno == ENOENT || errno == ENOTDIR)
    return fail(ErrorKind::kInputMissing, fmt::format("There is no file {}. Check the path.", path.string()));
  return fail(ErrorKind::kInputUnreadable,
              fmt::format("{} cannot be opened: {}.", path.string(),
                          std::strerror(errno)));  // NOLINT(concurrency-mt-unsafe)
}

// O_NONBLOCK: a named pipe without a writer must not hang us here.
constexpr int kRead = O_RDONLY | O_CLOEXEC | O_NONBLOCK;

}  // namespace

Result<OpenedInput> open_file(const std::filesystem::path& path) {
  Descriptor file(::open(path.c_str(), kRead));
  if (!file.valid()) return unopened(path);
  return regular(std::move(file), path);
}

Result<std::filesystem::path> path_of_file_url(const std::string& url) {
  const auto refused = [](const char* why) { return fail(ErrorKind::kUsage, why); };
  const std::string path = url.size() > kScheme.size() ? url.substr(kScheme.size()) : "";
  if (path.empty() || path.front() != '/')
    return refused("A file's URL is file:///folder/file.mp4, without a host.");
  if (path.find_first_of("?#") != std::string::npos)
    return refused("A file's URL has no query; write ? and # in names as %3F and %23.");
  const auto text = net::percent_decoded(path);
  if (!text) return refused("This file's URL cannot be read: write % in names as %25.");
  if (std::any_of(text->begin(), text->end(), [](unsigned char c) { return c < ' '; }))
    return refused("A file's name cannot hold control characters.");
  const std::filesystem::path named(*text);
  if (std::find(named.begin(), named.end(), "..") != named.end())
    return refused("A file URL cannot contain '..'.");
  return named.lexically_normal();
}

Result<OpenedInput> open_below(const std::filesystem::path& root, const std::filesystem::path& path) {
  const auto base = (root / "").lexically_normal().parent_path();  // without a slash at the end
  const auto below = path.lexically_relative(base);
  if (below.empty() || *below.begin() == ".." || below == ".")
    return fail(ErrorKind::kInputRefused,
                "This server reads local files only below the folder that its operator allows (input-root).");
  Descriptor folder(::open(base.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!folder.valid())
    return fail(ErrorKind::kInputUnreadable, "The folder that the operator allows cannot be opened.",
                std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
  for (auto part = below.begin(); part != below.end(); ++part) {
    const bool last = std::next(part) == below.end();
    const int flags = (last ? kRead : O_PATH | O_DIRECTORY | O_CLOEXEC) | O_NOFOLLOW;
    Descriptor next(::openat(folder.get(), part->c_str(), flags));
    struct stat status {};
    const int failed = errno;
    if (!next.valid() && ::fstatat(folder.get(), part->c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISLNK(status.st_mode))
      return fail(ErrorKind::kInputRefused, "This path contains a symbolic link, which is not followed.");
    errno = failed;
    if (!next.valid()) return unopened(path);
    folder = std::move(next);
  }
  return regular(std::move(folder), path);
}

}  // namespace smarttag::inputs
