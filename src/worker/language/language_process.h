// The outside of the language process: one for all jobs of this program.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include <sys/types.h>

#include "base/settings.h"
#include "worker/channel.h"
#include "worker/language/language_messages.h"

namespace smarttag::worker {

// Started when it is first asked, ended when nobody asked for `idle`: it holds more than a gigabyte. Requests
// are answered one after the other, in the order in which they come. Thread-safe. A crash or an overrun fails
// the request at hand, and the next one starts another process.
class LanguageProcess : public RemoteModel {
 public:
  explicit LanguageProcess(Settings settings, std::chrono::milliseconds idle = std::chrono::minutes(5));
  ~LanguageProcess() override;

  [[nodiscard]] std::string name() const override { return "the built-in model"; }

  // The process, if one runs.
  std::optional<pid_t> pid() const;

 protected:
  Result<results::Json> carry(const results::Json& request) override;

 private:
  struct Task {
    results::Json request;
    std::promise<Result<results::Json>> reply;
  };
  // All below runs on the thread: the kernel ends the process with the thread that started it.
  void run(const std::stop_token& stop);
  Result<results::Json> ask(const results::Json& request, const std::stop_token& stop);
  Result<void> start();
  void end();

  Settings settings_;
  std::chrono::milliseconds idle_;
  mutable std::mutex mutex_;
  std::condition_variable_any waiting_;
  std::deque<Task> tasks_;
  pid_t pid_ = -1;
  std::optional<Channel> channel_;
  std::jthread thread_;  // last: it ends before what it uses
};

}  // namespace smarttag::worker
