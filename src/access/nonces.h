// Which signed requests have been seen: none is accepted twice.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/clock.h"
#include "base/descriptor.h"
#include "base/error.h"
#include "jobs/job.h"

namespace smarttag::access {

enum class NonceUse { kFresh, kUsed, kFull, kUserFull };

struct NonceLimits {
  std::size_t most = std::size_t{1} << 21;           // of all users; about 90 MB
  std::size_t most_per_user = std::size_t{1} << 18;  // 15 minutes of 290 calls a second

  // For users that may make so many calls a second (0: any number): a user within that rate never reaches the
  // limit, and a user alone never fills the memory.
  static NonceLimits for_rate(std::int64_t calls_per_second);
};

// Thread-safe. A nonce is remembered until `until`, when its request is too old to be accepted anyway. What
// is remembered stands in files too (one for each minute, 8 bytes for each nonce), so a process that is
// killed and started again still knows it, and several servers on one folder know it of each other: a request
// that is sent again has the same `until`, so one file says whether any of them saw it. Only the last seconds
// before a power failure may be lost, as the files are not synced. Servers on several machines do not share
// it.
class Nonces {
 public:
  // `folder` is made when it is missing; empty: in memory alone. kStoreFailed.
  static Result<std::unique_ptr<Nonces>> open(const std::filesystem::path& folder, const Clock& clock,
                                              const NonceLimits& limits = {});

  // Whether this process knows that the nonce was used; spends nothing.
  bool seen(jobs::UserId user, std::string_view key_id, std::string_view nonce) const;

  // kFull, kUserFull: too many are remembered, of all or of this user; the caller must refuse the request.
  NonceUse use(jobs::UserId user, std::string_view key_id, std::string_view nonce, Time until);

  std::size_t remembered() const;

 private:
  struct Minute {
    std::unordered_set<std::uint64_t> prints;
    Descriptor file;
    std::int64_t read = 0;  // how far the file is known
  };
  Nonces(std::filesystem::path folder, const Clock& clock, const NonceLimits& limits);
  Result<void> load();
  void forget_old();
  bool open_file(std::int64_t minute, Minute& entry);
  void catch_up(Minute& entry);
  bool append(Minute& entry, std::uint64_t print);
  void remember(Minute& entry, std::uint64_t print);
  bool knows(std::uint64_t print) const;
  std::filesystem::path file_of(std::int64_t minute) const;

  std::filesystem::path folder_;
  const Clock& clock_;
  NonceLimits limits_;
  mutable std::mutex mutex_;
  std::map<std::int64_t, Minute> minutes_;  // by the minute in which they may be forgotten
  std::size_t count_ = 0;
  std::unordered_map<std::uint16_t, std::size_t> count_of_user_;  // by user_in()
  bool unwritten_ = false;  // the log was told that files cannot be written
};

}  // namespace smarttag::access
