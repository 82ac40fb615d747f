#include "cli/interrupt.h"

#include <csignal>
#include <ctime>

namespace smarttag::cli {
namespace {

sigset_t stopping_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

// The signals are blocked everywhere and taken by one thread: no code runs in a signal handler.
Interrupt::Interrupt() {
  const sigset_t set = stopping_signals();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  waiter_ = std::jthread([this](const std::stop_token& done) {
    const sigset_t waited = stopping_signals();
    const timespec tick{0, 100'000'000};
    while (!done.stop_requested())
      if (::sigtimedwait(&waited, nullptr, &tick) > 0) source_.request_stop();
  });
}

Interrupt::~Interrupt() {
  waiter_.request_stop();
  waiter_.join();
  const sigset_t set = stopping_signals();
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace smarttag::cli
