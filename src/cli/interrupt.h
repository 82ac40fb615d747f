// Ctrl-C and SIGTERM as a flag that long work asks about. The second one ends the process at once.
#pragma once

#include <stop_token>
#include <thread>

namespace smarttag::cli {

// Takes over SIGINT and SIGTERM while it lives; at most one at a time, made before other threads start.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  bool happened() const { return source_.stop_requested(); }
  std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  std::jthread waiter_;
};

}  // namespace smarttag::cli
