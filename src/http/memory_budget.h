// Memory of requests that are coming in, and of answers that go out: one budget each for all connections
// together, as nobody has proven who they are, and a client may take its time.
#pragma once

#include <atomic>
#include <cstddef>

namespace smarttag::http {

// Thread-safe.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::size_t bytes) : left_(static_cast<std::ptrdiff_t>(bytes)) {}

  // False, and nothing taken, when fewer bytes are left.
  bool take(std::size_t bytes);
  void give_back(std::size_t bytes);

 private:
  std::atomic<std::ptrdiff_t> left_;
};

// What one request or answer holds of its budget, until its end. Small ones hold nothing: they are served
// even while others have used the budget up, and the limit of connections bounds them.
class HeldMemory {
 public:
  static constexpr std::size_t kFree = 16 << 10;  // bytes

  explicit HeldMemory(MemoryBudget& budget) : budget_(budget) {}
  ~HeldMemory() { budget_.give_back(held_); }
  HeldMemory(const HeldMemory&) = delete;
  HeldMemory& operator=(const HeldMemory&) = delete;

  // Whether the request may hold so many bytes, all in all.
  bool grow_to(std::size_t bytes);

 private:
  MemoryBudget& budget_;
  std::size_t held_ = 0;
};

}  // namespace smarttag::http
