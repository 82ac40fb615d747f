#include "worker/analysis_process.h"

#include <sys/random.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdint>

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

#include "base/paths.h"
#include "base/unnamed_file.h"
#include "worker/analysis_child.h"
#include "worker/child_kinds.h"
#include "worker/child_start.h"
#include "worker/language/language_messages.h"
#include "worker/language/picture_messages.h"
#include "worker/messages.h"

namespace smarttag::worker {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kTick{100};
constexpr std::size_t kLongestStage = 32;
constexpr int kMostRequests =
    10'000;  // of one job to the language model: one for each sentence of a long talk
// Without a time-limit: time for models to be compiled on the first run, and ten times the duration.
constexpr double kGrace = 120;
constexpr double kTimesDuration = 10;

tagging::Progress progress_from(const results::Json& json) {
  // Shown to people and written to the log: nothing but letters and hyphens, and not long.
  auto stage = json.at("stage").get<std::string>().substr(0, kLongestStage);
  std::erase_if(stage, [](unsigned char c) { return std::isalpha(c) == 0 && c != '-'; });
  return {std::move(stage), std::clamp(json.at("fraction").get<double>(), 0.0, 1.0)};
}

std::string ending(int status) {
  if (WIFSIGNALED(status)) return fmt::format("signal {}", WTERMSIG(status));
  return fmt::format("exit code {}", WEXITSTATUS(status));
}

// Names the question in all messages that follow from it. A child that was taken over by an earlier input
// cannot have prepared an answer: it does not know the nonce.
Result<results::Json> question_id(const std::string& job) {
  std::array<std::uint64_t, 2> nonce{};
  if (::getentropy(nonce.data(), sizeof nonce) != 0)
    return fail(ErrorKind::kInternal, "The system gives no random numbers.");
  return results::Json{{"job", job}, {"nonce", fmt::format("{:016x}{:016x}", nonce[0], nonce[1])}};
}

tl::unexpected<Error> unexpected_message(std::string_view what) {
  return fail(ErrorKind::kAnalysisCrashed, "The analysis process sent an unexpected message.",
              std::string(what));
}

}  // namespace

// One question to the process, from its sending to its answer.
struct AnalysisProcess::Question {
  results::Json id;
  const Watch& watch;
  Clock::time_point asked;
  double limit;         // seconds
  bool opened = false;  // whether the process told what the input is
  int requests = 0;     // to the language model
  int looks = 0;        // of the vision model
};

AnalysisProcess::~AnalysisProcess() { stop(); }

std::optional<pid_t> AnalysisProcess::pid() const { return pid_ > 0 ? std::optional(pid_) : std::nullopt; }

Result<void> AnalysisProcess::start() {
  auto pair = Channel::pair();
  if (!pair) return tl::unexpected(std::move(pair).error());
  auto& [ours, theirs] = *pair;
  const auto started = start_child(std::string(row(ChildKind::kAnalysis).argument), theirs.fd());
  if (!started) return tl::unexpected(started.error());
  pid_ = *started;
  // Before it hears of its settings and starts threads, which take the value over.
  if (niceness_ != 0 && ::setpriority(PRIO_PROCESS, static_cast<id_t>(pid_), niceness_) != 0)
    spdlog::warn("the analysis process keeps its priority: error {}", errno);
  jobs_ = 0;
  heard_ = false;
  channel_ = std::move(ours);
  channel_->limit_incoming(kLargestAnswer);
  return channel_->send(
      {{"settings", settings_.to_map()}, {"cache", cache_ == CacheAccess::kWrite ? "write" : "read"}});
}

// Kills the process and waits for its end, which then is near; gives its wait status, 0 where there is none.
int AnalysisProcess::end() {
  channel_.reset();
  int status = 0;
  if (pid_ <= 0) return status;
  ::kill(pid_, SIGKILL);  // of no effect on the status of a process that has ended itself
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  return status;
}

void AnalysisProcess::stop() { end(); }

// Starts a process where none is warm, or the one at hand has died, served long enough, or served somebody
// else.
Result<void> AnalysisProcess::be_ready(const std::string& owner) {
  const bool died_idle = pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == pid_;
  if (died_idle) pid_ = -1;
  const bool of_another = owner != owner_ && !settings_.boolean("share-processes");
  if (died_idle || of_another || jobs_ >= kJobsBeforeRecycling) stop();
  owner_ = owner;
  if (pid_ > 0) return {};
  auto started = start();
  if (!started) stop();
  return started;
}

Result<results::Json> AnalysisProcess::ask(results::Json question, std::span<const int> descriptors,
                                           const Watch& watch) {
  auto id = question_id(watch.job);
  if (!id) return id;
  if (auto ready = be_ready(watch.owner); !ready) return tl::unexpected(std::move(ready).error());
  ++jobs_;
  question["question"] = *id;
  if (watch.heard) question["heard"] = true;
  question["model"] = model_ ? model_->name() : "";
  question["vision"] = picture_model_ ? picture_model_->name() : "";
  const double limit = settings_.real("time-limit");
  Question asked{std::move(*id), watch, Clock::now(), limit > 0 ? limit : kGrace};
  auto sent = channel_->send(question, descriptors, [&] { return reason_to_stop(asked).has_value(); });
  // A process that has ended may have said why.
  if (sent || sent.error().kind == ErrorKind::kAnalysisCrashed) return wait_for_answer(asked);
  if (sent.error().kind == ErrorKind::kInternal) return tl::unexpected(std::move(sent).error());
  stop();
  return tl::unexpected(reason_to_stop(asked).value_or(sent.error()));
}

Result<FinishedAnalysis> AnalysisProcess::make_results(const char* what, int fd, const tagging::JobSpec& spec,
                                                       const Watch& watch) {
  const auto folder = cache_folder(settings_) / "scratch";
  const auto scratch = unnamed_file(folder);
  if (!scratch) return tl::unexpected(scratch.error());
  auto output = unnamed_file(folder);
  if (!output) return tl::unexpected(std::move(output).error());
  const auto answer =
      ask({{what, tagging::to_text(spec)}}, std::array{fd, scratch->get(), output->get()}, watch);
  if (!answer) return tl::unexpected(answer.error());
  auto analysis = analysis_from(*answer);
  if (!analysis) return tl::unexpected(std::move(analysis).error());
  return finished(std::move(*analysis), std::move(*output));
}

Result<FinishedAnalysis> AnalysisProcess::run(int fd, const tagging::JobSpec& spec, const Watch& watch) {
  return make_results("job", fd, spec, watch);
}

Result<FinishedAnalysis> AnalysisProcess::rebuild(int fd, const tagging::JobSpec& spec, const Watch& watch) {
  return make_results("rebuild", fd, spec, watch);
}

Result<tagging::PictureFaces> AnalysisProcess::faces(int fd, const Watch& watch) {
  const auto answer = ask({{"faces", true}}, std::array{fd}, watch);
  if (!answer) return tl::unexpected(answer.error());
  return picture_faces_from(*answer);
}

Result<tagging::PictureFeatures> AnalysisProcess::features(int fd, const Watch& watch) {
  const auto answer = ask({{"features", true}}, std::array{fd}, watch);
  if (!answer) return tl::unexpected(answer.error());
  return picture_features_from(*answer);
}

Result<void> AnalysisProcess::compile_models(const Watch& watch) {
  const auto answer = ask({{"compile", true}}, {}, watch);
  if (!answer) return tl::unexpected(answer.error());
  return {};
}

// Ends a process that is of no more use; the error tells how it ended.
Error AnalysisProcess::lost(Error error) {
  const int status = end();
  if (WIFEXITED(status) && WEXITSTATUS(status) == kOutOfMemoryExit)
    error = {ErrorKind::kMemoryLimit,
             {"The analysis needs more memory than it may use. Raise memory-limit or lower analysis-pixels."},
             {}};
  error.log.text += (error.log.text.empty() ? "" : ", ") + ending(status);
  return error;
}

std::optional<Error> AnalysisProcess::reason_to_stop(const Question& question) const {
  if (question.watch.cancelled && question.watch.cancelled())
    return Error{ErrorKind::kInterrupted, {"Interrupted."}};
  if (std::chrono::duration<double>(Clock::now() - question.asked).count() > question.limit)
    return Error{
        ErrorKind::kTimeLimit,
        {fmt::format("The analysis did not finish within {:.0f} s. Raise time-limit.", question.limit)}};
  return std::nullopt;
}

// The answer, or nothing where the message is news of the job. The error is the process's own answer, or
// kAnalysisCrashed for a message that does not belong here.
Result<std::optional<results::Json>> AnalysisProcess::answer_in(const results::Json& json,
                                                                Question& question) const {
  if (json.contains("done")) return std::optional(json["done"]);
  if (json.contains("failed")) return tl::unexpected(error_from(json["failed"]));
  if (json.contains("progress")) {
    if (question.watch.progress) question.watch.progress(progress_from(json["progress"]));
    return std::nullopt;
  }
  if (json.contains("heard")) {
    if (!question.watch.heard) return unexpected_message("heard");
    question.watch.heard(heard_from(json["heard"]));
    return std::nullopt;
  }
  const double duration = json.at("opened").at("duration").get<double>();
  if (question.opened || !std::isfinite(duration) || duration < 0) return unexpected_message("opened");
  question.opened = true;
  if (settings_.real("time-limit") == 0)
    question.limit = kGrace + kTimesDuration * std::min(duration, settings_.real("max-duration"));
  return std::nullopt;
}

// The time that the model takes is not the analysis's.
Result<void> AnalysisProcess::ask_model(const results::Json& request, Question& question) {
  if (!model_ || ++question.requests > kMostRequests) return unexpected_message("a request to no model");
  const auto asked = Clock::now();
  const auto reply = reply_to(request, *model_);
  question.asked += Clock::now() - asked;
  return channel_->send({{"model", reply}, {"question", question.id}}, {},
                        [&] { return reason_to_stop(question).has_value(); });
}

Result<void> AnalysisProcess::ask_picture_model(const results::Json& request, Question& question) {
  const PictureLimits limits{static_cast<int>(settings_.integer("vision-frames")),
                             static_cast<int>(settings_.integer("vision-calls"))};
  if (!picture_model_ || ++question.looks > limits.calls) return unexpected_message("pictures for no model");
  const auto asked = Clock::now();
  const auto reply = reply_to_pictures(request, limits, *picture_model_);
  if (!reply) return tl::unexpected(reply.error());
  question.asked += Clock::now() - asked;
  return channel_->send({{"vision", *reply}, {"question", question.id}}, {},
                        [&] { return reason_to_stop(question).has_value(); });
}

// The process may have been taken over by its input, so that nothing it says is taken on trust.
Result<std::optional<results::Json>> AnalysisProcess::understand(const Message& message, Question& question) {
  const auto& json = message.json;
  try {
    const bool could_not_start = !std::exchange(heard_, true) && json.size() == 1 && json.contains("failed");
    if (could_not_start) {
      stop();
      return tl::unexpected(error_from(json["failed"]));
    }
    if (json.size() == 2 && json.value("question", results::Json()) == question.id &&
        message.descriptors.empty()) {
      if (json.contains("model")) {
        if (auto told = ask_model(json["model"], question); !told) return tl::unexpected(lost(told.error()));
        return std::nullopt;
      }
      if (json.contains("vision")) {
        if (auto told = ask_picture_model(json["vision"], question); !told)
          return tl::unexpected(lost(told.error()));
        return std::nullopt;
      }
      auto answer = answer_in(json, question);
      const bool own = answer || json.contains("failed");
      if (own) return answer;
    }
  } catch (const nlohmann::json::exception& e) {
    return tl::unexpected(lost(unexpected_message(e.what()).value()));
  }
  return tl::unexpected(lost(unexpected_message("not an answer to the question").value()));
}

Result<results::Json> AnalysisProcess::wait_for_answer(Question& question) {
  while (true) {
    auto message = channel_->receive(kTick);
    if (!message) return tl::unexpected(lost(std::move(message).error()));
    if (auto reason = reason_to_stop(question)) {
      stop();
      return tl::unexpected(std::move(*reason));
    }
    if (!*message) continue;
    auto answer = understand(**message, question);
    if (!answer) return tl::unexpected(std::move(answer).error());
    if (*answer) return std::move(**answer);
  }
}

}  // namespace smarttag::worker
