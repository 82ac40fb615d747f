#include "worker/analysis_child.h"

#include <malloc.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <new>
#include <system_error>

#include <spdlog/spdlog.h>

#include "base/log.h"
#include "tagging/about.h"
#include "tagging/analysis.h"
#include "worker/channel.h"
#include "worker/child_start.h"
#include "worker/language/language_messages.h"
#include "worker/messages.h"
#include "worker/sandbox.h"

namespace smarttag::worker {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kForever{-1};

// What the parent asked for, as the answer's "done".
Result<results::Json> answer(tagging::Analyst& analyst, const Message& message,
                             const tagging::Observer& observer) {
  try {
    const auto& given = message.descriptors;
    const bool for_faces = message.json.contains("faces");
    if (given.size() != (for_faces ? 1U : 3U))
      return fail(ErrorKind::kInternal, "The analysis process was not given its files.");
    if (for_faces) {
      const auto faces = analyst.faces(given.front().get());
      if (!faces) return tl::unexpected(faces.error());
      return to_message(*faces);
    }
    const bool anew = message.json.contains("rebuild");
    auto spec = tagging::job_spec_from(message.json.at(anew ? "rebuild" : "job").get<std::string>());
    if (!spec) return tl::unexpected(std::move(spec).error());
    const tagging::AnalysisFiles files{given[0].get(), given[1].get(), given[2].get()};
    const auto analysis =
        anew ? analyst.rebuild(files, *spec, observer) : analyst.analyse(files, *spec, observer);
    if (!analysis) return tl::unexpected(analysis.error());
    return to_message(*analysis);
  } catch (const std::bad_alloc&) {
    return fail(
        ErrorKind::kMemoryLimit,
        "The analysis needs more memory than it may use. Raise memory-limit or lower analysis-pixels.");
  } catch (const std::exception& e) {
    return fail(ErrorKind::kAnalysisFailed, "The analysis failed on this input.", e.what());
  }
}

// The parent's language model, which it lends for the time of a job.
class ParentsModel : public RemoteModel {
 public:
  using Tell = std::function<void(results::Json)>;
  ParentsModel(Channel& parent, const Tell& tell, std::string name)
      : parent_(parent), tell_(tell), name_(std::move(name)) {}

  [[nodiscard]] std::string name() const override { return name_; }

 protected:
  Result<results::Json> carry(const results::Json& request) override {
    tell_({{"model", request}});
    auto message = parent_.receive(kForever);
    if (!message) std::_Exit(0);  // nobody is left to work for
    if (!*message || !(*message)->json.contains("model"))
      return fail(ErrorKind::kAnalysisCrashed, "The parent sent an unexpected message.");
    return (*message)->json["model"];
  }

 private:
  Channel& parent_;
  const Tell& tell_;
  std::string name_;
};

Result<void> serve(Channel& parent, tagging::Analyst& analyst) {
  while (true) {
    auto message = parent.receive(kForever);
    if (!message) return {};  // the parent closed the pipe: the normal end
    if (!*message) continue;
    const auto question = (*message)->json.value("question", results::Json());
    std::mutex sending;
    const ParentsModel::Tell tell = [&](results::Json news) {
      news["question"] = question;
      const std::lock_guard lock(sending);
      auto sent = parent.send(news);
      if (!sent && sent.error().kind == ErrorKind::kInternal)  // too large
        sent = parent.send({{"failed", to_message(sent.error())}, {"question", question}});
      if (!sent) std::_Exit(0);  // nobody is left to work for
    };
    ParentsModel model(parent, tell, (*message)->json.value("model", std::string()));
    const tagging::Observer observer{[&](const media::MediaInfo& media) {
                                       tell({{"opened", tagging::to_json(media)}});
                                     },
                                     [&](const tagging::Progress& p) {
                                       tell({{"progress", {{"stage", p.stage}, {"fraction", p.fraction}}}});
                                     },
                                     model.name().empty() ? nullptr : &model};
    const auto done = answer(analyst, **message, observer);
    tell(done ? results::Json{{"done", *done}} : results::Json{{"failed", to_message(done.error())}});
    ::malloc_trim(0);  // give the memory of this job back to the system
  }
}

// Memory or threads may run out on any thread, deep inside a library: the exit code tells the parent why.
[[noreturn]] void end_out_of_memory() { std::_Exit(kOutOfMemoryExit); }

[[noreturn]] void end_by_terminate() {
  try {
    if (const auto thrown = std::current_exception()) std::rethrow_exception(thrown);
  } catch (const std::bad_alloc&) {
    end_out_of_memory();
  } catch (const std::system_error& e) {  // a thread that finds no memory for its stack
    if (e.code() == std::errc::resource_unavailable_try_again || e.code() == std::errc::not_enough_memory)
      end_out_of_memory();
  } catch (const std::exception& e) {
    spdlog::error("analysis process: {}", e.what());
  }
  std::abort();
}

Result<void> start(Channel& parent) {
  auto hello = parent.receive(kForever);
  if (!hello) return tl::unexpected(std::move(hello).error());
  if (!*hello) return fail(ErrorKind::kInternal, "The analysis process got no settings.");
  auto settings = Settings::from_map((*hello)->json.at("settings").get<std::map<std::string, std::string>>());
  if (!settings) return tl::unexpected(std::move(settings).error());
  set_log_level(settings->text("log-level"), "warn");
  if (auto confined = enter_sandbox(*settings); !confined) return confined;
  auto analyst = tagging::Analyst::create(*settings);
  if (!analyst) return tl::unexpected(std::move(analyst).error());
  return serve(parent, *analyst);
}

}  // namespace

int run_analysis_child() {
  log_to_standard_error();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // never outlive the parent
  ::prctl(PR_SET_NAME, "smarttag-job");
  // hwloc, which OpenVINO's threads ask for the processors, would tell the user that a container has no /sys.
  if (::setenv("HWLOC_HIDE_ERRORS", "2", 0) != 0) return 1;  // NOLINT(concurrency-mt-unsafe): no thread yet
  std::set_new_handler(end_out_of_memory);
  std::set_terminate(end_by_terminate);
  // The parent decides when to stop; Ctrl-C reaches the whole group.
  if (std::signal(SIGINT, SIG_IGN) == SIG_ERR || std::signal(SIGPIPE, SIG_IGN) == SIG_ERR) return 1;
  Channel parent{Descriptor(kChildDescriptor)};
  const auto served = start(parent);
  if (served) return 0;
  return parent.send({{"failed", to_message(served.error())}}) ? row(served.error().kind).exit_code : 1;
}

}  // namespace smarttag::worker
