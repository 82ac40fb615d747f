#include "cli/interrupt.h"

#include <unistd.h>

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
    while (!done.stop_requested()) {
      const int signal = ::sigtimedwait(&waited, nullptr, &tick);
      if (signal <= 0) continue;
      // Whoever asks twice does not wait for what is on its way; children die with this process.
      if (source_.stop_requested()) ::_exit(128 + signal);
      source_.request_stop();
    }
  });
}

Interrupt::~Interrupt() {
  waiter_.request_stop();
  waiter_.join();
  const sigset_t set = stopping_signals();
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace smarttag::cli
