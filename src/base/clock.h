// Where the time comes from: one seam, so that tests turn the clock instead of waiting.
#pragma once

#include <chrono>

namespace smarttag {

// Wall-clock time in whole milliseconds, as databases keep it.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

// Implementations are thread-safe.
class Clock {
 public:
  Clock() = default;
  virtual ~Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;

  virtual Time now() const = 0;
};

// The machine's clock; lives as long as the program.
const Clock& system_clock();

}  // namespace smarttag
