#include "blobs/folder_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "blobs/unfinished_file.h"

namespace smarttag::blobs {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunk = 256 << 10;  // bytes that a put holds at a time
constexpr const char* kUnfinished = "unfinished";

class FileReader final : public BlobReader {
 public:
  FileReader(Descriptor file, std::int64_t size, fs::path path)
      : file_(std::move(file)), size_(size), path_(std::move(path)) {}

  std::int64_t size() const override { return size_; }

  Result<std::size_t> read(std::int64_t offset, std::span<char> into) override {
    std::size_t got = 0;
    while (got < into.size()) {
      const ssize_t more =
          ::pread(file_.get(), into.data() + got, into.size() - got, offset + static_cast<std::int64_t>(got));
      if (more < 0 && errno == EINTR) continue;
      if (more < 0) return file_failure(path_, errno);
      if (more == 0) break;
      got += static_cast<std::size_t>(more);
    }
    return got;
  }

 private:
  Descriptor file_;
  std::int64_t size_;
  fs::path path_;
};

Result<void> write_all(const UnfinishedFile& file, std::span<const char> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.fd(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return file_failure(file.path(), errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<std::int64_t> copy(const Content& content, const UnfinishedFile& file) {
  std::vector<char> chunk(kChunk);
  std::int64_t size = 0;
  while (true) {
    const auto got = content(chunk);
    if (!got) return tl::unexpected(got.error());
    if (*got == 0) return size;
    if (auto written = write_all(file, std::span(chunk).first(*got)); !written)
      return tl::unexpected(written.error());
    size += static_cast<std::int64_t>(*got);
  }
}

// A new name in a folder is on the disk only when the folder is.
Result<void> sync_folder(const fs::path& folder) {
  const Descriptor open_folder(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!open_folder.valid() || ::fsync(open_folder.get()) != 0) return file_failure(folder, errno);
  return {};
}

Result<void> make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), S_IRWXU) == 0) return sync_folder(folder.parent_path());
  if (errno != EEXIST) return file_failure(folder, errno);
  return {};
}

Result<void> check_name(const std::string& name) {
  if (is_blob_name(name)) return {};
  return fail(ErrorKind::kInternal, "A file cannot be kept under this name.", "blob name: " + name);
}

// The names in a folder in their order, those behind `after`.
Result<std::vector<std::string>> names_in(const fs::path& folder, const std::string& after) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    auto name = entry.path().filename().string();
    if (name > after) names.push_back(std::move(name));
  }
  if (error) return file_failure(folder, error.value());
  std::sort(names.begin(), names.end());
  return names;
}

Time time_of(const struct timespec& time) {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::sys_time<std::chrono::nanoseconds>{
      std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec}});
}

}  // namespace

Result<std::unique_ptr<BlobStore>> FolderStore::open_folder(const fs::path& folder) {
  for (const auto& each : {folder, folder / kUnfinished})
    if (auto made = make_folder(each); !made) return tl::unexpected(made.error());
  if (auto swept = sweep_unfinished(folder / kUnfinished); !swept) return tl::unexpected(swept.error());
  return std::unique_ptr<BlobStore>(new FolderStore(folder));
}

Result<std::int64_t> FolderStore::put(const std::string& name, const Content& content) {
  if (auto good = check_name(name); !good) return tl::unexpected(good.error());
  const auto file = UnfinishedFile::make(folder_ / kUnfinished);
  if (!file) return tl::unexpected(file.error());
  const auto size = copy(content, *file);
  if (!size) return size;
  if (::fsync(file->fd()) != 0) return file_failure(file->path(), errno);
  if (auto there = publish(file->path(), name); !there) return tl::unexpected(there.error());
  return size;
}

Result<void> FolderStore::publish(const fs::path& unfinished, const std::string& name) const {
  const auto shard = shard_of(name);
  if (auto made = make_folder(shard); !made) return made;
  // A rename would replace what lies there; a link refuses.
  if (::link(unfinished.c_str(), (shard / name).c_str()) == 0) return sync_folder(shard);
  if (errno == EEXIST) return fail(ErrorKind::kConflict, "This file is kept already.", "blob name: " + name);
  return file_failure(shard / name, errno);
}

Result<std::unique_ptr<BlobReader>> FolderStore::open(const std::string& name) {
  if (auto good = check_name(name); !good) return tl::unexpected(good.error());
  const auto path = shard_of(name) / name;
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  struct stat found {};
  if (file.valid() && ::fstat(file.get(), &found) == 0)
    return std::make_unique<FileReader>(std::move(file), found.st_size, path);
  if (errno == ENOENT) return fail(ErrorKind::kNotFound, "There is no such file.", "blob name: " + name);
  return file_failure(path, errno);
}

Result<void> FolderStore::remove(const std::string& name) {
  if (auto good = check_name(name); !good) return good;
  const auto path = shard_of(name) / name;
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return file_failure(path, errno);
  return {};
}

Result<std::vector<BlobInfo>> FolderStore::list(const std::string& after, std::size_t most) {
  std::vector<BlobInfo> listed;
  const auto shards = names_in(folder_, {});
  if (!shards) return tl::unexpected(shards.error());
  for (const auto& shard : *shards) {
    if (shard == kUnfinished || shard < after.substr(0, 2)) continue;
    const auto names = names_in(folder_ / shard, after);
    if (!names) return tl::unexpected(names.error());
    for (const auto& name : *names) {
      if (listed.size() == most) return listed;
      struct stat found {};
      if (::stat((folder_ / shard / name).c_str(), &found) != 0) continue;  // removed meanwhile
      listed.push_back({name, found.st_size, time_of(found.st_mtim)});
    }
  }
  return listed;
}

}  // namespace smarttag::blobs
