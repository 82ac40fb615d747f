// A clock that tests turn.
#pragma once

#include <atomic>

#include "base/clock.h"

namespace smarttag::jobs::testing {

class ManualClock final : public Clock {
 public:
  Time now() const override { return Time{std::chrono::milliseconds{now_.load()}}; }
  void turn(std::chrono::milliseconds by) { now_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_ = 1'700'000'000'000;
};

}  // namespace smarttag::jobs::testing
