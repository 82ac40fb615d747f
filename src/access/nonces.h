// Which signed requests have been seen: none is accepted twice.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_set>

#include "base/clock.h"
#include "base/descriptor.h"
#include "base/error.h"

namespace smarttag::access {

enum class NonceUse { kFresh, kUsed, kFull };

// Thread-safe. A nonce is remembered until `until`, when its request is too old to be accepted anyway. What
// is remembered stands in files too (one for each minute, 8 bytes for each nonce), so a process that is
// killed and started again still knows it, and several servers on one folder know it of each other: a request
// that is sent again has the same `until`, so one file says whether any of them saw it. Only the last seconds
// before a power failure may be lost, as the files are not synced. Servers on several machines do not share
// it.
class Nonces {
 public:
  static constexpr std::size_t kMost = std::size_t{1}
                                       << 21;  // 15 minutes of 2,300 calls a second; about 90 MB

  // `folder` is made when it is missing; empty: in memory alone. kStoreFailed.
  static Result<std::unique_ptr<Nonces>> open(const std::filesystem::path& folder, const Clock& clock,
                                              std::size_t most = kMost);

  // kFull: too many are remembered; the caller must refuse the request.
  NonceUse use(std::string_view key_id, std::string_view nonce, Time until);

  std::size_t remembered() const;

 private:
  struct Minute {
    std::unordered_set<std::uint64_t> prints;
    Descriptor file;
    std::int64_t read = 0;  // how far the file is known
  };
  Nonces(std::filesystem::path folder, const Clock& clock, std::size_t most);
  Result<void> load();
  void forget_old();
  bool open_file(std::int64_t minute, Minute& entry);
  void catch_up(Minute& entry);
  bool append(Minute& entry, std::uint64_t print);
  std::filesystem::path file_of(std::int64_t minute) const;

  std::filesystem::path folder_;
  const Clock& clock_;
  std::size_t most_;
  mutable std::mutex mutex_;
  std::map<std::int64_t, Minute> minutes_;  // by the minute in which they may be forgotten
  std::size_t count_ = 0;
  bool unwritten_ = false;  // the log was told that files cannot be written
};

}  // namespace smarttag::access
