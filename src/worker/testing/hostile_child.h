// A child process that was taken over by its input: it does what the title of its job says.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <string>

#include "tagging/job_spec.h"
#include "worker/channel.h"
#include "worker/child_start.h"
#include "worker/messages.h"

namespace smarttag::worker::testing {

// With this number of threads in its settings, the child never reads a question.
inline constexpr int kDeaf = 99;

class HostileChild {
 public:
  // Returns when its parent is gone.
  int run() {
    const auto hello = parent_.receive(kForever);
    if (!hello || (*hello)->json["settings"]["threads"] == std::to_string(kDeaf)) return wait();
    while (true) {
      auto question = parent_.receive(kForever);
      if (!question) return 0;
      question_ = (*question)->json["question"];
      act(tagging::job_spec_from((*question)->json["job"].get<std::string>()).value().title);
    }
  }

 private:
  static constexpr std::chrono::milliseconds kForever{-1};

  static int wait() {
    while (::getppid() != 1) ::usleep(20'000);
    return 0;
  }

  void write(std::uint64_t length, const std::string& text) {
    std::array<char, sizeof length> head{};
    std::memcpy(head.data(), &length, sizeof length);
    if (::write(parent_.fd(), head.data(), head.size()) < 0 ||
        ::write(parent_.fd(), text.data(), text.size()) < 0)
      ::_exit(1);
    wait();
  }

  // An answer that the parent takes: an error whose text is for the test.
  results::Json answer(const std::string& text) const {
    return {{"failed", to_message(Error{ErrorKind::kAnalysisFailed, {text}, {}})}, {"question", question_}};
  }

  static std::string environment() {
    std::string all;
    for (char** variable = environ; *variable != nullptr; ++variable) all += std::string(*variable) + "\n";
    return all;
  }

  static std::string descriptors() {
    std::string all;
    for (int fd = 0; fd < 1024; ++fd)
      if (::fcntl(fd, F_GETFD) >= 0) all += std::to_string(fd) + " ";
    return all;
  }

  void act(const std::string& what) {
    results::Json foreign = answer("foreign");
    if (what == "stop in a length") write_part("\x01\x00");
    if (what == "stop in a text") write(1000, R"({"done":)");
    if (what == "announce a terabyte") write(std::uint64_t{1} << 40, "{");
    if (what == "say what is not JSON") write(4, "{{{{");
    if (what == "say a number") write(1, "7");
    if (what == "close the pipe") {
      ::close(parent_.fd());
      wait();
    }
    if (what == "answer with another nonce") foreign["question"]["nonce"] = "0";
    if (what == "answer for another job") foreign["question"]["job"] = "another";
    if (what == "say more than the answer") foreign["more"] = 1;
    if (what == "say something unknown") foreign = {{"news", 1}, {"question", question_}};
    if (what == "open for longer than for ever")
      foreign = {{"opened", {{"duration", -1}}}, {"question", question_}};
    if (what == "send a descriptor") {
      (void)parent_.send(foreign, std::array{STDERR_FILENO});
      wait();
    }
    if (foreign != answer("foreign")) {
      (void)parent_.send(foreign);
      wait();
    }
    if (what == "answer twice") (void)parent_.send(answer("first"));
    const std::string text = what == "environment"   ? environment()
                             : what == "descriptors" ? descriptors()
                                                     : what;
    (void)parent_.send(answer(text));
  }

  void write_part(const std::string& bytes) {
    if (::write(parent_.fd(), bytes.data(), bytes.size()) < 0) ::_exit(1);
    wait();
  }

  Channel parent_{Descriptor(kChildDescriptor)};
  results::Json question_;
};

}  // namespace smarttag::worker::testing
