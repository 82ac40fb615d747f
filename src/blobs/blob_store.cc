#include "blobs/blob_store.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace smarttag::blobs {

bool is_blob_name(std::string_view name) {
  const auto good = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return name.size() >= 4 && name.size() <= 128 && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), good);
}

Content content_of(std::string_view text) {
  return [text](std::span<char> into) mutable -> Result<std::size_t> {
    const std::size_t size = std::min(into.size(), text.size());
    std::memcpy(into.data(), text.data(), size);
    text.remove_prefix(size);
    return size;
  };
}

Content content_of(int fd, std::int64_t offset, std::int64_t size) {
  return [fd, offset, size](std::span<char> into) mutable -> Result<std::size_t> {
    const auto wanted = std::min(into.size(), static_cast<std::size_t>(size));
    if (wanted == 0) return 0;
    const ssize_t got = ::pread(fd, into.data(), wanted, offset);
    if (got <= 0)
      return fail(ErrorKind::kInternal, "What the analysis wrote cannot be read.",
                  got == 0 ? "the file is too short" : std::system_category().message(errno));
    offset += got;
    size -= got;
    return static_cast<std::size_t>(got);
  };
}

Result<std::string> text_of(BlobReader& reader, std::int64_t offset, std::int64_t size) {
  std::string text(static_cast<std::size_t>(size), '\0');
  const auto got = reader.read(offset, text);
  if (!got) return tl::unexpected(got.error());
  if (*got != text.size())
    return fail(ErrorKind::kStoreFailed, "A kept file is damaged.", "it is shorter than it was");
  return text;
}

}  // namespace smarttag::blobs
