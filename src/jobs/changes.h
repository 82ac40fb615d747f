// Tells waiting threads of this process that something was committed. Other processes are not heard: who
// waits for work looks again after some hundred milliseconds anyway.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace smarttag::jobs {

// Thread-safe.
class Changes {
 public:
  // Take it before looking for work, and wait past it when there was none: nothing is missed in between.
  std::uint64_t seen() const {
    const std::lock_guard lock(mutex_);
    return count_;
  }

  void tell() {
    {
      const std::lock_guard lock(mutex_);
      ++count_;
    }
    changed_.notify_all();
  }

  // Returns when something has been committed since `seen`, the time is over, or a stop is asked for.
  void wait_past(std::uint64_t seen, std::chrono::milliseconds limit, const std::stop_token& stop = {}) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, limit, [&] { return count_ != seen; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::uint64_t count_ = 0;
};

}  // namespace smarttag::jobs
