#include "worker/pool/pool.h"

#include <unistd.h>

#include <algorithm>
#include <array>

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

#include "base/paths.h"
#include "worker/analysis_process.h"
#include "worker/landlock.h"
#include "worker/language/language_models.h"
#include "worker/pool/intake.h"
#include "worker/pool/job_reporter.h"
#include "worker/pool/job_runner.h"

namespace smarttag::worker {
namespace {

// Analyses take every core for minutes; a call to the API takes a millisecond and must not wait for them.
constexpr int kNiceness = 19;

}  // namespace

PoolOptions PoolOptions::from(const Settings& settings) {
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
  PoolOptions options;
  options.workers = std::max(1, static_cast<int>(settings.integer("workers")));
  options.fetches = static_cast<int>(settings.integer("fetches"));
  options.user_fetches = static_cast<int>(settings.integer("user-fetches"));
  options.lease = std::chrono::milliseconds(static_cast<std::int64_t>(settings.real("lease") * 1000));
  options.name = fmt::format("{}/{}", host.data(), ::getpid());
  return options;
}

Pool::Pool(const PoolOptions& options, jobs::Store& store, const inputs::Inputs& inputs,
           const Settings& settings)
    : options_(options),
      store_(store),
      settings_(settings),
      reporter_(std::make_unique<JobReporter>(store.jobs(), counts_)) {
  warn_without_landlock();
  IntakeOptions intake;
  intake.workers = options_.workers;
  intake.fetches = options_.fetches;
  intake.per_user = options_.user_fetches;
  intake.name = options_.name;
  intake.lease = options_.lease;
  intake.heartbeat = options_.heartbeat();
  intake.poll = options_.poll;
  intake.patience = options_.patience;
  intake_ = std::make_unique<Intake>(intake, store, inputs, *reporter_);
  threads_.emplace_back([this](const std::stop_token& stop) { compile_models(stop); });
  if (auto model = open_language_model(settings))
    model_ = std::move(*model);
  else
    spdlog::warn("language results are made without a model: {}", model.error().client.text);
  if (auto model = open_picture_model(settings))
    picture_model_ = std::move(*model);
  else
    spdlog::warn("no vision model is asked for labels: {}", model.error().client.text);
  // An analysis process sees what is imported later only where the folder was there when it started.
  std::error_code exists;
  std::filesystem::create_directories(knowledge_folder(settings), exists);
  for (int i = 0; i < options_.workers; ++i)
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

Pool::~Pool() { request_stop(); }

// All of them before any is waited for: a job that one gives back must not be claimed by the next.
void Pool::request_stop() {
  intake_->request_stop();
  for (auto& thread : threads_) thread.request_stop();
}

// In a process that sees no media: those that do may read the cache, and write nothing.
void Pool::compile_models(const std::stop_token& stop) {
  if (!tagging::Analyst::models_are_compiled(settings_)) {
    spdlog::info("models are compiled for this machine; jobs start when that is done");
    AnalysisProcess process(settings_, kNiceness, CacheAccess::kWrite);
    const auto done = process.compile_models({{}, [&] { return stop.stop_requested(); }});
    if (!done)
      spdlog::warn("not all models are compiled, analyses will start slowly: {} {}", done.error().client.text,
                   done.error().log.text);
  }
  compiled_.set_value();
}

void Pool::work(const std::stop_token& stop) {
  models_compiled_.wait();
  AnalysisProcess process(settings_, kNiceness);
  process.use(model_);
  process.use(picture_model_);
  JobRunner runner({store_, process, cache_folder(settings_) / "scratch", *reporter_, counts_});
  while (!stop.stop_requested()) {
    const auto job = intake_->take(options_.keep_warm, stop);
    if (!job) {  // none for so long, or a stop
      process.stop();
      continue;
    }
    runner.run(*job, stop);
    intake_->finished(job->claimed.job.spec.owner);
  }
}

}  // namespace smarttag::worker
