// The outside of an analysis process: starts it, gives it one job after the other, watches its time, ends it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include <sys/types.h>

#include "language/model/language_model.h"
#include "language/model/picture_model.h"
#include "tagging/analysis.h"
#include "worker/channel.h"
#include "worker/finished_analysis.h"
#include "worker/sandbox.h"

namespace smarttag::worker {

// A crash, a hang or an overrun fails the job at hand and nothing else: the next job gets a new process. The
// process is kept warm between jobs of one user, and replaced after kJobsBeforeRecycling or for another user
// (unless share-processes is set): what a hostile input left in its memory stays with the user who sent it. A
// process that sends anything but the answer to its question is ended. Used by one thread, as the kernel ends
// the process with the thread that started it.
class AnalysisProcess {
 public:
  static constexpr int kJobsBeforeRecycling = 100;

  // `niceness` (nice(2)) lets others go first on a busy machine.
  explicit AnalysisProcess(Settings settings, int niceness = 0, CacheAccess cache = CacheAccess::kRead)
      : settings_(std::move(settings)), niceness_(niceness), cache_(cache) {}
  // That of a command line, whose one user owns the cache and may write it (CacheAccess).
  static AnalysisProcess of_command_line(Settings settings) {
    return AnalysisProcess(std::move(settings), 0, CacheAccess::kWrite);
  }
  ~AnalysisProcess();
  AnalysisProcess(const AnalysisProcess&) = delete;
  AnalysisProcess& operator=(const AnalysisProcess&) = delete;

  struct Watch {
    tagging::ProgressSink progress;   // may be empty
    std::function<bool()> cancelled;  // asked about ten times a second; may be empty
    std::string job{};                // its id, for messages; may be empty
    std::string owner{};              // whose job it is; the user of the command line is ""
    // Is told of speech (facts::Speech) as it is found, before the results; may be empty.
    std::function<void(const std::vector<TimedFact>&)> heard{};
  };

  // Analyses the file behind the descriptor, which stays the caller's. Errors: those of Analyst::analyse, and
  // kTimeLimit, kInterrupted (cancelled), kAnalysisCrashed.
  Result<FinishedAnalysis> run(int fd, const tagging::JobSpec& spec, const Watch& watch);

  // Results anew from the kept facts behind the descriptor, from its position on. Errors: those of
  // Analyst::rebuild, and as run.
  Result<FinishedAnalysis> rebuild(int fd, const tagging::JobSpec& spec, const Watch& watch);

  // The faces of the picture behind the descriptor, which stays the caller's. Errors: those of
  // Analyst::faces, and as run.
  Result<tagging::PictureFaces> faces(int fd, const Watch& watch);

  // What the thing on the picture is found again by. Errors: those of Analyst::features, and as run.
  Result<tagging::PictureFeatures> features(int fd, const Watch& watch);

  // Compiles every model into the cache, which this process must be allowed to write. Errors: kModelMissing,
  // and as run.
  Result<void> compile_models(const Watch& watch);

  // What jobs may ask for texts from now on; nullptr for none.
  void use(std::shared_ptr<language::LanguageModel> model) { model_ = std::move(model); }
  // What jobs may show pictures to from now on, within the settings vision-frames and vision-calls; nullptr
  // for none.
  void use(std::shared_ptr<language::PictureModel> model) { picture_model_ = std::move(model); }

  // Ends the process, which gives its memory back; the next job starts another.
  void stop();

  // The process that serves the next job, if one is warm.
  std::optional<pid_t> pid() const;

 private:
  struct Question;

  Result<void> start();
  Result<void> be_ready(const std::string& owner);
  Result<results::Json> ask(results::Json question, std::span<const int> descriptors, const Watch& watch);
  Result<results::Json> wait_for_answer(Question& question);
  Result<FinishedAnalysis> make_results(const char* what, int fd, const tagging::JobSpec& spec,
                                        const Watch& watch);
  Result<std::optional<results::Json>> understand(const Message& message, Question& question);
  Result<std::optional<results::Json>> answer_in(const results::Json& json, Question& question) const;
  std::optional<Error> reason_to_stop(const Question& question) const;
  int end();
  Error lost(Error error);

  Result<void> ask_model(const results::Json& request, Question& question);
  Result<void> ask_picture_model(const results::Json& request, Question& question);

  Settings settings_;
  std::shared_ptr<language::LanguageModel> model_;
  std::shared_ptr<language::PictureModel> picture_model_;
  int niceness_;
  CacheAccess cache_;
  pid_t pid_ = -1;
  int jobs_ = 0;
  bool heard_ = false;  // whether the process has sent anything yet
  std::string owner_;   // of the jobs of the process at hand
  std::optional<Channel> channel_;
};

}  // namespace smarttag::worker
