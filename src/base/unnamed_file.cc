#include "base/unnamed_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

namespace smarttag {

Result<Descriptor> unnamed_file(const std::filesystem::path& folder) {
  std::error_code exists;
  std::filesystem::create_directories(folder, exists);
  int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  // Some file systems (NFS, overlays of old kernels) have no unnamed files: the name is removed at once.
  if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT)) {
    std::string name = (folder / "unnamed-XXXXXX").string();
    fd = ::mkostemp(name.data(), O_CLOEXEC);
    if (fd >= 0) ::unlink(name.c_str());
  }
  if (fd < 0)
    return fail(
        ErrorKind::kOutputFailed,
        "A temporary file could not be created. Check the free space and permissions of the cache folder.",
        folder.string() + ": " + std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
  return Descriptor(fd);
}

}  // namespace smarttag
