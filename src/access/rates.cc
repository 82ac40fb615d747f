#include "access/rates.h"

#include <algorithm>
#include <cmath>

namespace smarttag::access {

Turn Rates::take(jobs::UserId user) {
  if (limit_ <= 0) return {};
  const Time now = clock_.now();
  const auto full = static_cast<double>(limit_);
  const std::lock_guard lock(mutex_);
  auto [place, fresh] = buckets_.try_emplace(user, Bucket{full, now});
  Bucket& bucket = place->second;
  // A clock that is set back must not empty the bucket for hours.
  const auto passed = std::max(now - bucket.filled, std::chrono::milliseconds{0});
  bucket.tokens = std::min(full, bucket.tokens + static_cast<double>(passed.count()) / 1000.0 * full);
  bucket.filled = now;
  Turn turn{bucket.tokens >= 1.0, limit_, 0, {}};
  if (turn.granted) bucket.tokens -= 1.0;
  turn.remaining = static_cast<std::int64_t>(bucket.tokens);
  if (!turn.granted)
    turn.wait = std::chrono::milliseconds{
        std::max<std::int64_t>(1, std::llround(std::ceil((1.0 - bucket.tokens) / full * 1000.0)))};
  return turn;
}

}  // namespace smarttag::access
