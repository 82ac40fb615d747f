#include "worker/analysis_child.h"

#include <malloc.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <new>

#include <spdlog/spdlog.h>

#include "tagging/about.h"
#include "tagging/analysis.h"
#include "worker/channel.h"
#include "worker/child_process.h"
#include "worker/language/language_messages.h"
#include "worker/language/picture_messages.h"
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
    if (message.json.contains("compile")) {
      const auto compiled = analyst.compile_models();
      return compiled ? Result<results::Json>(true) : tl::unexpected(compiled.error());
    }
    const bool for_faces = message.json.contains("faces");
    const bool for_features = message.json.contains("features");
    if (given.size() != (for_faces || for_features ? 1U : 3U))
      return fail(ErrorKind::kInternal, "The analysis process was not given its files.");
    if (for_faces) {
      const auto faces = analyst.faces(given.front().get());
      if (!faces) return tl::unexpected(faces.error());
      return to_message(*faces);
    }
    if (for_features) {
      const auto features = analyst.features(given.front().get());
      if (!features) return tl::unexpected(features.error());
      return to_message(*features);
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

using Tell = std::function<void(results::Json)>;

// Asks the parent by a message of this name, and waits for its answer.
Result<results::Json> asked(Channel& parent, const Tell& tell, const char* name,
                            const results::Json& request) {
  tell({{name, request}});
  auto message = parent.receive(kForever);
  if (!message) std::_Exit(0);  // nobody is left to work for
  if (!*message || !(*message)->json.contains(name))
    return fail(ErrorKind::kAnalysisCrashed, "The parent sent an unexpected message.");
  return (*message)->json[name];
}

// The parent's language model, which it lends for the time of a job.
class ParentsModel : public RemoteModel {
 public:
  ParentsModel(Channel& parent, const Tell& tell, std::string name)
      : parent_(parent), tell_(tell), name_(std::move(name)) {}

  [[nodiscard]] std::string name() const override { return name_; }

 protected:
  Result<results::Json> carry(const results::Json& request) override {
    return asked(parent_, tell_, "model", request);
  }

 private:
  Channel& parent_;
  const Tell& tell_;
  std::string name_;
};

// And its vision model.
class ParentsPictureModel : public language::PictureModel {
 public:
  ParentsPictureModel(Channel& parent, const Tell& tell, std::string name)
      : parent_(parent), tell_(tell), name_(std::move(name)) {}

  [[nodiscard]] std::string name() const override { return name_; }

  Result<std::vector<std::string>> choose(const language::PictureQuestion& question) override {
    const auto reply = asked(parent_, tell_, "vision", picture_request(question));
    return reply ? names_in(*reply) : tl::unexpected(reply.error());
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
    const Tell tell = [&](results::Json news) {
      news["question"] = question;
      const std::lock_guard lock(sending);
      auto sent = parent.send(news);
      if (!sent && sent.error().kind == ErrorKind::kInternal)  // too large
        sent = parent.send({{"failed", to_message(sent.error())}, {"question", question}});
      if (!sent) std::_Exit(0);  // nobody is left to work for
    };
    std::function<void(const std::vector<TimedFact>&)> heard;
    if ((*message)->json.contains("heard"))
      heard = [&](const std::vector<TimedFact>& facts) { tell({{"heard", heard_message(facts)}}); };
    ParentsModel model(parent, tell, (*message)->json.value("model", std::string()));
    ParentsPictureModel vision(parent, tell, (*message)->json.value("vision", std::string()));
    const tagging::Observer observer{[&](const media::MediaInfo& media) {
                                       tell({{"opened", tagging::to_json(media)}});
                                     },
                                     [&](const tagging::Progress& p) {
                                       tell({{"progress", {{"stage", p.stage}, {"fraction", p.fraction}}}});
                                     },
                                     heard, model.name().empty() ? nullptr : &model,
                                     vision.name().empty() ? nullptr : &vision};
    const auto done = answer(analyst, **message, observer);
    tell(done ? results::Json{{"done", *done}} : results::Json{{"failed", to_message(done.error())}});
    ::malloc_trim(0);  // give the memory of this job back to the system
  }
}

Result<void> start(Channel& parent, const Settings& settings, const results::Json& hello) {
  const auto cache = hello.value("cache", "") == "write" ? CacheAccess::kWrite : CacheAccess::kRead;
  if (auto confined = enter_sandbox(settings, ChildKind::kAnalysis, cache); !confined) return confined;
  auto analyst = tagging::Analyst::create(settings);
  if (!analyst) return tl::unexpected(std::move(analyst).error());
  return serve(parent, *analyst);
}

}  // namespace

int run_analysis_child() { return run_child("smarttag-job", start); }

}  // namespace smarttag::worker
