#include "worker/language/language_process.h"

#include <sys/wait.h>

#include <cerrno>
#include <csignal>

#include <spdlog/spdlog.h>

#include "worker/child_kinds.h"
#include "worker/child_start.h"
#include "worker/messages.h"

namespace smarttag::worker {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kTick{100};

tl::unexpected<Error> ended() {
  return fail(ErrorKind::kAnalysisCrashed, "The language process ended before it answered.");
}

}  // namespace

LanguageProcess::LanguageProcess(Settings settings, milliseconds idle)
    : settings_(std::move(settings)),
      idle_(idle),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

LanguageProcess::~LanguageProcess() {
  thread_.request_stop();
  waiting_.notify_all();
}

std::optional<pid_t> LanguageProcess::pid() const {
  const std::lock_guard lock(mutex_);
  return pid_ > 0 ? std::optional(pid_) : std::nullopt;
}

Result<results::Json> LanguageProcess::carry(const results::Json& request) {
  std::future<Result<results::Json>> reply;
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back({request, {}});
    reply = tasks_.back().reply.get_future();
  }
  waiting_.notify_all();
  return reply.get();
}

void LanguageProcess::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::optional<Task> task;
    {
      std::unique_lock lock(mutex_);
      if (waiting_.wait_for(lock, stop, idle_, [&] { return !tasks_.empty(); })) {
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
    }
    if (task)
      task->reply.set_value(ask(task->request, stop));
    else
      end();
  }
  end();
  const std::lock_guard lock(mutex_);
  for (auto& task : tasks_) task.reply.set_value(ended());
}

Result<void> LanguageProcess::start() {
  auto pair = Channel::pair();
  if (!pair) return tl::unexpected(std::move(pair).error());
  const auto started = start_child(std::string(row(ChildKind::kLanguage).argument), pair->second.fd());
  if (!started) return tl::unexpected(started.error());
  {
    const std::lock_guard lock(mutex_);
    pid_ = *started;
  }
  channel_ = std::move(pair->first);
  channel_->limit_incoming(kLargestAnswer);
  spdlog::info("the language model is loaded by process {}", *started);
  return channel_->send({{"settings", settings_.to_map()}});
}

void LanguageProcess::end() {
  channel_.reset();
  const std::lock_guard lock(mutex_);
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
}

Result<results::Json> LanguageProcess::ask(const results::Json& request, const std::stop_token& stop) {
  const bool died_idle = pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == pid_;
  if (died_idle) {
    const std::lock_guard lock(mutex_);
    pid_ = -1;
  }
  if (pid_ <= 0) {
    channel_.reset();
    if (auto started = start(); !started) {
      end();
      return tl::unexpected(std::move(started).error());
    }
  }
  const auto until =
      Clock::now() + milliseconds(static_cast<std::int64_t>(settings_.real("language-timeout") * 1000));
  const auto give_up = [&] { return stop.stop_requested() || Clock::now() > until; };
  auto sent = channel_->send(request, {}, give_up);
  while (sent || sent.error().kind == ErrorKind::kAnalysisCrashed) {  // one that has ended may have said why
    auto message = channel_->receive(kTick);
    if (!message) break;
    if (*message) return std::move((*message)->json);
    if (!give_up()) continue;
    end();
    return fail(ErrorKind::kTimeLimit, "The language model did not answer in time. Raise language-timeout.");
  }
  end();
  return ended();
}

}  // namespace smarttag::worker
