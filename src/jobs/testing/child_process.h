// A process that a test starts by forking, to do its work or to be killed while it does. The test must have
// no store open while it forks.
#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace smarttag::jobs::testing {

class ChildProcess {
 public:
  explicit ChildProcess(const std::function<void()>& work) : pid_(fork()) {
    if (pid_ != 0) return;
    int code = 0;
    try {
      work();
    } catch (const std::exception& failure) {
      std::fprintf(stderr, "child: %s\n", failure.what());
      code = 1;
    }
    std::fflush(nullptr);
    _exit(code);
  }
  ~ChildProcess() {
    if (pid_ > 0) kill();
  }
  ChildProcess(ChildProcess&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
  ChildProcess& operator=(ChildProcess&&) = delete;
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Waits for its end; whether all was well.
  bool succeeds() {
    int status = 0;
    const bool ended = waitpid(std::exchange(pid_, -1), &status, 0) > 0;
    return ended && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

  // As kill -9; returns when it is gone.
  void kill() {
    ::kill(pid_, SIGKILL);
    waitpid(std::exchange(pid_, -1), nullptr, 0);
  }

 private:
  pid_t pid_;
};

// A pipe for lines from children to the test.
class Pipe {
 public:
  Pipe() {
    if (pipe(ends_) != 0) ADD_FAILURE() << "no pipe";
  }
  ~Pipe() {
    close_writing();
    ::close(ends_[0]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  void say(const std::string& line) const {
    const std::string whole = line + "\n";  // shorter than PIPE_BUF: lines never mix
    if (::write(ends_[1], whole.data(), whole.size()) != static_cast<ssize_t>(whole.size())) _exit(2);
  }

  // The next line; nothing when all who could write are gone.
  std::optional<std::string> hear() {
    std::size_t end = 0;
    while ((end = heard_.find('\n')) == std::string::npos) {
      char bytes[4096];
      const auto count = ::read(ends_[0], bytes, sizeof bytes);
      if (count <= 0) return std::nullopt;
      heard_.append(bytes, static_cast<std::size_t>(count));
    }
    std::string line = heard_.substr(0, end);
    heard_.erase(0, end + 1);
    return line;
  }

  void close_writing() {
    if (ends_[1] >= 0) ::close(std::exchange(ends_[1], -1));
  }

 private:
  int ends_[2] = {-1, -1};
  std::string heard_;
};

}  // namespace smarttag::jobs::testing
