// Where large things lie that the database only refers to: results, subtitle files, kept facts. A place is
// one implementation (a folder, later an S3-compatible store), and must pass every test in conformance/.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"

namespace smarttag::blobs {

// Where put takes the bytes from: fills the front of the span and says how much; 0 at the end. May block.
using Content = std::function<Result<std::size_t>(std::span<char>)>;

// The bytes of one blob. Stays readable when the blob is removed meanwhile, or fails with kStoreFailed. Used
// by one thread at a time.
class BlobReader {
 public:
  BlobReader() = default;
  virtual ~BlobReader() = default;
  BlobReader(const BlobReader&) = delete;
  BlobReader& operator=(const BlobReader&) = delete;

  virtual std::int64_t size() const = 0;

  // The bytes from this offset: fewer than asked for only at the end, 0 behind it. Blocks. kStoreFailed.
  virtual Result<std::size_t> read(std::int64_t offset, std::span<char> into) = 0;
};

struct BlobInfo {
  std::string name;
  std::int64_t size = 0;
  Time written{};
};

// Thread-safe, and safe for several processes on one place. A blob is there wholly or not at all, and never
// changes. Every call blocks (disk, network) and may fail with kStoreFailed.
class BlobStore {
 public:
  BlobStore() = default;
  virtual ~BlobStore() = default;
  BlobStore(const BlobStore&) = delete;
  BlobStore& operator=(const BlobStore&) = delete;

  // Keeps what `content` gives under a new name; how many bytes. When this returns, they survive a crash;
  // after an error, or a crash before, nothing is there. Holds a small part of it at a time. kConflict: the
  // name is taken. Errors of `content` come back as they are.
  virtual Result<std::int64_t> put(const std::string& name, const Content& content) = 0;

  // kNotFound.
  virtual Result<std::unique_ptr<BlobReader>> open(const std::string& name) = 0;

  // Well also when there is none.
  virtual Result<void> remove(const std::string& name) = 0;

  // In the order of their names, those behind `after` (empty: from the first), at most so many.
  virtual Result<std::vector<BlobInfo>> list(const std::string& after, std::size_t most) = 0;
};

// Names are 4 to 128 of a-z, 0-9 and '-', the first no '-': good in every file system and store.
bool is_blob_name(std::string_view name);

// The text outlives the content.
Content content_of(std::string_view text);

// A part of an open file, from its offset; the descriptor outlives the content. kInternal when the file is
// shorter.
Content content_of(int fd, std::int64_t offset, std::int64_t size);

// A part of a blob that is small enough to be held. kStoreFailed also when the blob is shorter.
Result<std::string> text_of(BlobReader& reader, std::int64_t offset, std::int64_t size);

}  // namespace smarttag::blobs
