// Which signed requests have been seen: none is accepted twice.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/clock.h"
#include "jobs/job.h"

namespace smarttag::jobs {

enum class NonceUse { kFresh, kUsed, kFull, kUserFull };

struct NonceLimits {
  std::size_t most = std::size_t{1} << 21;           // of all users; about 90 MB
  std::size_t most_per_user = std::size_t{1} << 18;  // 15 minutes of 290 calls a second

  // For users that may make so many calls a second (0: any number): a user within that rate never reaches the
  // limit, and a user alone never fills the memory.
  static NonceLimits for_rate(std::int64_t calls_per_second);
};

// Thread-safe. A nonce is remembered until its request is too old to be accepted anyway, over a restart too,
// and by every server of one store.
class NonceStore {
 public:
  NonceStore() = default;
  virtual ~NonceStore() = default;
  NonceStore(const NonceStore&) = delete;
  NonceStore& operator=(const NonceStore&) = delete;

  // Whether the nonce is known to have been used, as far as this can be told at once; spends nothing.
  virtual bool seen(UserId user, std::string_view key_id, std::string_view nonce) const = 0;

  // kFull, kUserFull: too many are remembered, of all or of this user; the caller must refuse the request. A
  // request that is sent again has the same `until`.
  virtual NonceUse use(UserId user, std::string_view key_id, std::string_view nonce, Time until) = 0;

  virtual std::size_t remembered() const = 0;
};

}  // namespace smarttag::jobs
