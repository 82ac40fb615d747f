#include "worker/analysis_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

#include "worker/analysis_child.h"
#include "worker/messages.h"

namespace smarttag::worker {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kTick{100};
// Without a time-limit: time for models to be compiled on the first run, and ten times the duration.
constexpr double kGrace = 120;
constexpr double kTimesDuration = 10;

tagging::Progress progress_from(const results::Json& json) {
  const auto stage = json.at("stage").get<std::string>();
  tagging::Progress progress{tagging::Stage::kOpening, json.at("fraction").get<double>()};
  for (const auto s : {tagging::Stage::kPictures, tagging::Stage::kSpeech, tagging::Stage::kResults})
    if (stage == tagging::name_of(s)) progress.stage = s;
  return progress;
}

std::string ending(int status) {
  if (WIFSIGNALED(status)) return fmt::format("signal {}", WTERMSIG(status));
  return fmt::format("exit code {}", WEXITSTATUS(status));
}

}  // namespace

AnalysisProcess::~AnalysisProcess() { stop(); }

std::optional<pid_t> AnalysisProcess::pid() const { return pid_ > 0 ? std::optional(pid_) : std::nullopt; }

Result<void> AnalysisProcess::start() {
  auto pair = Channel::pair();
  if (!pair) return tl::unexpected(std::move(pair).error());
  auto& [ours, theirs] = *pair;

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, theirs.fd(), kChildDescriptor);
  std::array<char, 16> command{"analysis-child"};
  std::array<char, 16> name{"smarttag"};
  std::array<char*, 3> arguments{name.data(), command.data(), nullptr};
  const int failed = ::posix_spawn(&pid_, "/proc/self/exe", &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    pid_ = -1;
    return fail(ErrorKind::kInternal, "The analysis process could not be started.",
                std::strerror(failed));  // NOLINT(concurrency-mt-unsafe)
  }
  // Before it hears of its settings and starts threads, which take the value over.
  if (niceness_ != 0 && ::setpriority(PRIO_PROCESS, static_cast<id_t>(pid_), niceness_) != 0)
    spdlog::warn("the analysis process keeps its priority: error {}", errno);
  jobs_ = 0;
  channel_ = std::move(ours);
  return channel_->send({{"settings", settings_.to_map()}});
}

void AnalysisProcess::stop() {
  channel_.reset();
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
}

// Starts a process where none is warm, or the one at hand has died or served long enough.
Result<void> AnalysisProcess::be_ready() {
  const bool died_idle = pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == pid_;
  if (died_idle) pid_ = -1;
  if (died_idle || jobs_ >= kJobsBeforeRecycling) stop();
  if (pid_ > 0) return {};
  auto started = start();
  if (!started) stop();
  return started;
}

Result<results::Json> AnalysisProcess::ask(const results::Json& question, int fd, const Watch& watch) {
  if (auto ready = be_ready(); !ready) return tl::unexpected(std::move(ready).error());
  ++jobs_;
  if (auto sent = channel_->send(question, fd); !sent) {
    stop();
    return tl::unexpected(std::move(sent).error());
  }
  return wait_for_answer(watch);
}

Result<tagging::Analysis> AnalysisProcess::run(int fd, const tagging::JobSpec& spec, const Watch& watch) {
  const auto answer = ask({{"job", tagging::to_text(spec)}}, fd, watch);
  if (!answer) return tl::unexpected(answer.error());
  return analysis_from(*answer);
}

Result<tagging::PictureFaces> AnalysisProcess::faces(int fd, const Watch& watch) {
  const auto answer = ask({{"faces", true}}, fd, watch);
  if (!answer) return tl::unexpected(answer.error());
  return picture_faces_from(*answer);
}

Result<results::Json> AnalysisProcess::lost(Error error) {
  int status = 0;
  if (pid_ > 0 && ::waitpid(pid_, &status, 0) == pid_) {
    pid_ = -1;
    if (WIFEXITED(status) && WEXITSTATUS(status) == kOutOfMemoryExit)
      error = {
          ErrorKind::kMemoryLimit,
          {"The analysis needs more memory than it may use. Raise memory-limit or lower analysis-pixels."},
          {}};
    error.log.text += (error.log.text.empty() ? "" : ", ") + ending(status);
  }
  stop();
  return tl::unexpected(std::move(error));
}

// An answer ends the job; anything else is news of it. The child may have been taken over by its input, so
// that nothing it says is taken on trust.
Result<std::optional<results::Json>> AnalysisProcess::understood(const results::Json& json,
                                                                 const Watch& watch, double& limit) const {
  try {
    if (json.contains("failed")) return tl::unexpected(error_from(json["failed"]));
    if (json.contains("opened") && settings_.real("time-limit") == 0)
      limit = kGrace + kTimesDuration * json["opened"].at("duration").get<double>();
    if (json.contains("progress") && watch.progress) watch.progress(progress_from(json["progress"]));
    if (json.contains("done")) return std::optional(json["done"]);
    return std::nullopt;
  } catch (const nlohmann::json::exception& e) {
    return fail(ErrorKind::kAnalysisCrashed, "The analysis process sent what it should not.", e.what());
  }
}

Result<results::Json> AnalysisProcess::wait_for_answer(const Watch& watch) {
  const auto begin = Clock::now();
  double limit = settings_.real("time-limit") > 0 ? settings_.real("time-limit") : kGrace;
  while (true) {
    auto message = channel_->receive(kTick);
    if (!message) return lost(std::move(message).error());
    if (watch.cancelled && watch.cancelled()) {
      stop();
      return fail(ErrorKind::kInterrupted, "Interrupted.");
    }
    if (std::chrono::duration<double>(Clock::now() - begin).count() > limit) {
      stop();
      return fail(ErrorKind::kTimeLimit,
                  fmt::format("The analysis did not finish within {:.0f} s. Raise time-limit.", limit));
    }
    if (!*message) continue;
    auto answer = understood((*message)->json, watch, limit);
    if (!answer) return tl::unexpected(std::move(answer).error());
    if (*answer) return std::move(**answer);
  }
}

}  // namespace smarttag::worker
