// Seen requests, in the files of a folder, for databases that have one.
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
#include "jobs/nonce_store.h"

namespace smarttag::jobs {

// Thread-safe. A nonce is remembered until `until`, when its request is too old to be accepted anyway. What
// is remembered stands in files too (one for each minute, 8 bytes for each nonce), so a process that is
// killed and started again still knows it, and several servers on one folder know it of each other: a request
// that is sent again has the same `until`, so one file says whether any of them saw it. Only the last seconds
// before a power failure may be lost, as the files are not synced. Servers on several machines do not share
// it.
class FileNonces final : public NonceStore {
 public:
  // `folder` is made when it is missing; empty: in memory alone. kStoreFailed.
  static Result<std::unique_ptr<FileNonces>> open(const std::filesystem::path& folder, const Clock& clock,
                                                  const NonceLimits& limits = {});

  bool seen(UserId user, std::string_view key_id, std::string_view nonce) const override;
  NonceUse use(UserId user, std::string_view key_id, std::string_view nonce, Time until) override;
  std::size_t remembered() const override;

 private:
  struct Minute {
    std::unordered_set<std::uint64_t> prints;
    Descriptor file;
    std::int64_t read = 0;  // how far the file is known
  };
  FileNonces(std::filesystem::path folder, const Clock& clock, const NonceLimits& limits);
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

}  // namespace smarttag::jobs
