#include "jobs/nonces/file_nonces.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include <spdlog/spdlog.h>

#include "digest/digest.h"

namespace smarttag::jobs {
namespace {

constexpr std::string_view kEnding = ".nonces";

std::int64_t minute_of(Time time) {
  return std::chrono::floor<std::chrono::minutes>(time.time_since_epoch()).count();
}

// 16 bits of the user, so that nonces in files are counted for their user too, and 48 bits of SHA-256: with
// 262,144 of a user remembered, a fresh nonce looks used once in 10^9. Users whose numbers are 65,536 apart
// share a limit.
constexpr int kUserShift = 48;

std::uint64_t fingerprint(UserId user, std::string_view key_id, std::string_view nonce) {
  const std::string text = std::string(key_id) + '\n' + std::string(nonce);
  std::uint64_t print = 0;
  std::memcpy(&print, digest::sha256(text).data(), sizeof print);
  return print >> (64 - kUserShift) | static_cast<std::uint64_t>(user) << kUserShift;
}

std::uint16_t user_in(std::uint64_t print) { return static_cast<std::uint16_t>(print >> kUserShift); }

std::optional<std::int64_t> minute_named(const std::filesystem::path& file) {
  if (file.extension() != kEnding) return std::nullopt;
  const std::string stem = file.stem().string();
  std::int64_t minute = 0;
  const auto [end, error] = std::from_chars(stem.data(), stem.data() + stem.size(), minute);
  if (error != std::errc{} || end != stem.data() + stem.size()) return std::nullopt;
  return minute;
}

// Keeps other servers off a file of theirs and ours, for the time of one look and one line.
class FileLock {
 public:
  explicit FileLock(int fd) : fd_(fd >= 0 && ::flock(fd, LOCK_EX) == 0 ? fd : -1) {}
  ~FileLock() {
    if (fd_ >= 0) ::flock(fd_, LOCK_UN);
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  bool held() const { return fd_ >= 0; }

 private:
  int fd_;
};

}  // namespace

FileNonces::FileNonces(std::filesystem::path folder, const Clock& clock, const NonceLimits& limits)
    : folder_(std::move(folder)), clock_(clock), limits_(limits) {}

Result<std::unique_ptr<FileNonces>> FileNonces::open(const std::filesystem::path& folder, const Clock& clock,
                                                     const NonceLimits& limits) {
  std::unique_ptr<FileNonces> nonces(new FileNonces(folder, clock, limits));
  if (folder.empty()) return nonces;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    return fail(ErrorKind::kStoreFailed, "The folder of seen nonces cannot be created.",
                folder.string() + ": " + error.message());
  if (auto loaded = nonces->load(); !loaded) return tl::unexpected(std::move(loaded).error());
  return nonces;
}

std::filesystem::path FileNonces::file_of(std::int64_t minute) const {
  return folder_ / (std::to_string(minute) + std::string(kEnding));
}

Result<void> FileNonces::load() {
  const std::int64_t now = minute_of(clock_.now());
  std::error_code error;
  std::vector<std::filesystem::path> old;
  for (std::filesystem::directory_iterator at(folder_, error), end; !error && at != end;
       at.increment(error)) {
    const auto minute = minute_named(at->path());
    if (!minute) continue;
    if (*minute < now) {
      old.push_back(at->path());
      continue;
    }
    Minute& entry = minutes_[*minute];
    if (!open_file(*minute, entry))
      return fail(ErrorKind::kStoreFailed, "The folder of seen nonces cannot be read or written.",
                  at->path().string() + ": " + strerror(errno));
    catch_up(entry);
  }
  if (error)
    return fail(ErrorKind::kStoreFailed, "The folder of seen nonces cannot be read.",
                folder_.string() + ": " + error.message());
  for (const auto& file : old)
    if (std::filesystem::remove(file, error); error)
      spdlog::warn("the store cannot remove {}", file.string());
  return {};
}

void FileNonces::forget_old() {
  const std::int64_t now = minute_of(clock_.now());
  while (!minutes_.empty() && minutes_.begin()->first < now) {
    const auto& prints = minutes_.begin()->second.prints;
    count_ -= prints.size();
    for (const std::uint64_t print : prints)
      if (const auto user = count_of_user_.find(user_in(print)); --user->second == 0)
        count_of_user_.erase(user);
    std::error_code error;
    if (!folder_.empty() && (std::filesystem::remove(file_of(minutes_.begin()->first), error), error))
      spdlog::warn("the store cannot remove a file of seen requests: {}", error.message());
    minutes_.erase(minutes_.begin());
  }
}

bool FileNonces::open_file(std::int64_t minute, Minute& entry) {
  if (!entry.file.valid())
    entry.file = Descriptor(::open(file_of(minute).c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  return entry.file.valid();
}

// Reads what stands in the file beyond what is known: of this process before its start, of others since.
// Half a print at the end is of a write that failed; append() fills it up.
void FileNonces::catch_up(Minute& entry) {
  std::array<std::uint64_t, 512> prints{};
  for (;;) {
    const auto size = ::pread(entry.file.get(), prints.data(), sizeof prints, entry.read);
    const auto whole = size < 0 ? 0 : static_cast<std::size_t>(size) / sizeof prints[0];
    for (std::size_t i = 0; i < whole && count_ < limits_.most; ++i) remember(entry, prints.at(i));
    entry.read += static_cast<std::int64_t>(whole * sizeof prints[0]);
    if (whole < prints.size()) return;
  }
}

// While the file is locked and known to its end.
bool FileNonces::append(Minute& entry, std::uint64_t print) {
  struct stat found {};
  if (::fstat(entry.file.get(), &found) != 0) return false;
  if (found.st_size != entry.read && ::ftruncate(entry.file.get(), entry.read) != 0) return false;
  if (::write(entry.file.get(), &print, sizeof print) != sizeof print) return false;
  entry.read += sizeof print;
  return true;
}

void FileNonces::remember(Minute& entry, std::uint64_t print) {
  if (!entry.prints.insert(print).second) return;
  ++count_;
  ++count_of_user_[user_in(print)];
}

bool FileNonces::knows(std::uint64_t print) const {
  return std::any_of(minutes_.begin(), minutes_.end(),
                     [&](const auto& each) { return each.second.prints.contains(print); });
}

bool FileNonces::seen(UserId user, std::string_view key_id, std::string_view nonce) const {
  const std::uint64_t print = fingerprint(user, key_id, nonce);
  const std::lock_guard lock(mutex_);
  return knows(print);
}

NonceUse FileNonces::use(UserId user, std::string_view key_id, std::string_view nonce, Time until) {
  const std::uint64_t print = fingerprint(user, key_id, nonce);
  const std::int64_t minute = minute_of(until);
  const std::lock_guard lock(mutex_);
  forget_old();
  Minute& entry = minutes_[minute];
  const bool shared = !folder_.empty() && open_file(minute, entry);
  const FileLock others(shared ? entry.file.get() : -1);
  if (others.held()) catch_up(entry);
  if (knows(print)) return NonceUse::kUsed;
  if (count_ >= limits_.most) return NonceUse::kFull;
  const auto of_user = count_of_user_.find(user_in(print));
  if (of_user != count_of_user_.end() && of_user->second >= limits_.most_per_user) return NonceUse::kUserFull;
  remember(entry, print);
  if (folder_.empty() || (others.held() && append(entry, print))) return NonceUse::kFresh;
  // Memory still knows it: replays work only over a restart, or at another server of the folder.
  if (!unwritten_)
    spdlog::error("the store cannot write seen requests to {}: {}", folder_.string(), strerror(errno));
  unwritten_ = true;
  return NonceUse::kFresh;
}

std::size_t FileNonces::remembered() const {
  const std::lock_guard lock(mutex_);
  return count_;
}

}  // namespace smarttag::jobs
