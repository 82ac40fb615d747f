// Tells waiting threads that something was committed. Whether other processes are heard depends on the
// database: who waits for work looks again after some hundred milliseconds anyway.
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
  Changes() = default;
  virtual ~Changes() = default;
  Changes(const Changes&) = delete;
  Changes& operator=(const Changes&) = delete;

  // Take it before looking for work, and wait past it when there was none: nothing is missed in between.
  virtual std::uint64_t seen() const = 0;

  // Returns when something has been committed since `seen`, the time is over, or a stop is asked for.
  virtual void wait_past(std::uint64_t seen, std::chrono::milliseconds limit,
                         const std::stop_token& stop = {}) = 0;

  // Wakes those who wait in this process, as a commit would.
  virtual void tell() = 0;
};

// Those of this process alone.
class LocalChanges final : public Changes {
 public:
  std::uint64_t seen() const override {
    const std::lock_guard lock(mutex_);
    return count_;
  }

  void tell() override {
    {
      const std::lock_guard lock(mutex_);
      ++count_;
    }
    changed_.notify_all();
  }

  void wait_past(std::uint64_t seen, std::chrono::milliseconds limit, const std::stop_token& stop) override {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, limit, [&] { return count_ != seen; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::uint64_t count_ = 0;
};

}  // namespace smarttag::jobs
