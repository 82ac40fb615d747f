#include "tagging/analysis.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <spdlog/fmt/fmt.h>

#include "base/paths.h"
#include "facts/keeping/fact_file.h"
#include "inference/compiled_models.h"
#include "inference/engine.h"
#include "tagging/about.h"
#include "tagging/face_thresholds.h"
#include "tagging/observing/observers.h"
#include "tagging/result_kinds.h"

namespace smarttag::tagging {
namespace {

// Settings of this job: whether speakers are told apart; a lower threshold of detection lets fainter faces
// in, a higher one leaves out persons whom no library knows.
struct JobSettings {
  Settings settings;
  double min_unknown_face_score = 0;
};

Result<JobSettings> settings_of(const JobSpec& spec, const Settings& settings) {
  JobSettings changed{settings, 0};
  if (spec.nlp && spec.nlp->diarization) {
    const auto speakers = spec.nlp->speakers > 0 ? std::to_string(spec.nlp->speakers) : std::string("auto");
    if (auto set = changed.settings.set("speakers", speakers); !set)
      return tl::unexpected(std::move(set).error());
  }
  if (!spec.faces.detection) return changed;
  const double ours = settings.real("face-threshold");
  const double wanted = threshold_for(*spec.faces.detection, kStandardDetection, ours);
  if (wanted > ours) changed.min_unknown_face_score = wanted;
  if (wanted < ours)
    if (auto set = changed.settings.set("face-threshold", fmt::format("{}", wanted)); !set)
      return tl::unexpected(std::move(set).error());
  return changed;
}

// For shots every frame is handed out, up to kMostRate a second, and small; for the times of cuts alone
// hardly any is, but for the first one of each shot.
constexpr double kMostRate = 30;
constexpr double kLeastRate = 0.01;
constexpr int kSmallFrame = 96;  // twice the width that the network of shots takes

Result<std::unique_ptr<media::Source>> open_for(int fd, const JobSpec& spec, const Settings& settings) {
  auto limits = media::Limits::from(settings);
  auto source = media::Source::open(fd, limits);
  if (!source || !spec.shots) return source;
  limits.sample_rate = std::clamp((*source)->info().frame_rate, 1.0, kMostRate);
  limits.analysis_pixels = kSmallFrame;
  return media::Source::open(fd, limits);
}

Result<std::unique_ptr<media::Source>> open_for_cuts(int fd, const Settings& settings) {
  auto limits = media::Limits::from(settings);
  limits.sample_rate = std::min(kLeastRate, limits.sample_rate);
  limits.analysis_pixels = std::min(kSmallFrame, limits.analysis_pixels);
  return media::Source::open(fd, limits);
}

// Whether pictures are decoded for the times of cuts and for nothing else.
bool wants_cuts_alone(const KindSet& needed, const JobSpec& spec, const media::MediaInfo& media) {
  const auto of_pictures = facts::kinds_of<facts::Face, facts::Object, facts::PictureClass, facts::TextLine,
                                           facts::Known, facts::Described, facts::Emotion>();
  return media.has_video && needed.contains(facts::kind_of<facts::Shot>()) && !spec.shots &&
         spec.stills.empty() && std::none_of(of_pictures.begin(), of_pictures.end(), [&](facts::Kind kind) {
           return needed.contains(kind);
         });
}

// What was really looked at and listened to.
std::vector<results::Usage> usages(const media::MediaInfo& media, const Observers& observers, bool looks,
                                   double end) {
  // Rounded up, the few milliseconds by which a container exceeds its pictures would count as a second.
  const auto whole_seconds = std::max<std::int64_t>(1, std::llround(end));
  std::vector<results::Usage> used;
  if (looks && !observers.frame.empty()) {
    if (media.type == media::MediaInfo::Type::kPicture)
      used.push_back({"image", 1});
    else
      used.push_back({"video", whole_seconds});
  }
  if (!observers.audio.empty()) used.push_back({"audio", whole_seconds});
  return used;
}

double share_of(const std::vector<const Deriver*>& planned) {
  return std::accumulate(planned.begin(), planned.end(), 0.0,
                         [](double sum, const Deriver* deriver) { return sum + deriver->share; });
}

// The kept facts into the log, but for the derived ones, which are derived again.
Result<void> load(facts::FactStream& kept, facts::FactLog& log) {
  KindSet derived;
  for (const auto& deriver : derivers()) derived.insert(deriver.gives.begin(), deriver.gives.end());
  while (true) {
    const auto fact = kept.next();
    if (!fact) return tl::unexpected(fact.error());
    if (!*fact) return {};
    if (derived.contains((*fact)->of.index())) continue;
    if (auto added = log.add(**fact); !added) return added;
  }
}

// Every fact of the log, behind the results.
Result<void> keep_facts(const facts::FactLog& log, const Analysis& analysis, int fd, Output& output) {
  std::vector<facts::Kind> kinds(facts::kKinds);
  std::iota(kinds.begin(), kinds.end(), facts::Kind{0});
  if (auto done = output.flush(); !done) return done;
  output.begin(Artefact::kFacts, "facts");
  if (auto done = facts::write_facts(fd, about(analysis.media, analysis.usages, analysis.methods),
                                     *log.stream(kinds));
      !done)
    return done;
  return output.end_foreign();
}

}  // namespace

// One analysis or rebuild on its way from facts to results.
struct Analyst::Work {
  const JobSpec& spec;
  const Settings& settings;
  double min_unknown_face_score;
  int output;
  facts::FactLog& log;
  const std::vector<const ResultKind*>& kinds;
  const std::vector<const Deriver*>& planned;
  ProgressMeter& progress;
  Analysis& analysis;
  language::LanguageModel* model;
};

Analyst::Analyst(Settings settings, std::shared_ptr<inference::Engine> engine, Taxonomy taxonomy)
    : settings_(std::move(settings)), engine_(std::move(engine)), taxonomy_(std::move(taxonomy)) {}

Result<Analyst> Analyst::create(const Settings& settings) {
  auto taxonomy = Taxonomy::read_folder(home_folder() / "data");
  if (!taxonomy) return tl::unexpected(std::move(taxonomy).error());
  auto engine = inference::Engine::create(settings);
  if (!engine) return tl::unexpected(std::move(engine).error());
  return Analyst(settings, std::move(*engine), std::move(*taxonomy));
}

Result<PictureFaces> Analyst::faces(int fd) { return describe_faces(fd, *engine_, settings_); }

Result<PictureFeatures> Analyst::features(int fd) { return describe_thing(fd, settings_); }

Result<void> Analyst::follow(Work& work) {
  auto& analysis = work.analysis;
  const double all = share_of(work.planned);
  double begun = 0;
  const DeriveJob deriving{
      analysis.media, *engine_, taxonomy_, work.spec, work.settings, [&](const Deriver& deriver) {
        work.progress.enter(deriver.name, all > 0 ? begun / all : 1);
        begun += deriver.share;
      }};
  if (auto done = derive(work.planned, work.log, deriving); !done) return done;
  work.progress.enter(kResultsStage, 1);
  Output output(work.output);
  const BuildJob building{work.log,
                          analysis.media,
                          work.spec,
                          work.settings.real("min-presence"),
                          work.min_unknown_face_score,
                          work.model,
                          knowledge_folder(work.settings),
                          &analysis.methods,
                          work.settings.text("language")};
  if (auto done = build(work.kinds, building, output); !done) return done;
  if (auto done = keep_facts(work.log, analysis, work.output, output); !done) return done;
  analysis.written = output.written();
  return {};
}

Result<Analysis> Analyst::analyse(const AnalysisFiles& files, const JobSpec& spec, const Observer& observer) {
  auto source = open_for(files.input, spec, settings_);
  if (!source) return tl::unexpected(std::move(source).error());
  Analysis analysis{(*source)->info(), {}};
  if (observer.opened) observer.opened(analysis.media);

  const auto kinds = wanted_kinds(spec, analysis.media.type);
  if (!kinds) return tl::unexpected(kinds.error());
  const auto own = settings_of(spec, settings_);
  if (!own) return tl::unexpected(own.error());
  KindSet needed = facts_for(*kinds, spec);
  if (own->settings.text("speakers").empty()) needed.erase(facts::kind_of<facts::Turn>());
  const auto planned = plan(derivers(), needed);
  if (!planned) return tl::unexpected(planned.error());
  auto observers =
      make_observers(needed, spec, analysis.media, {*engine_, own->settings, taxonomy_, observer.pictures});
  if (!observers) return tl::unexpected(std::move(observers).error());
  if (observer.heard)
    for (auto& ear : observers->audio) ear->tell(observer.heard);
  const bool cuts_alone = wants_cuts_alone(needed, spec, analysis.media);
  if (cuts_alone) {
    source = open_for_cuts(files.input, settings_);
    if (!source) return tl::unexpected(std::move(source).error());
  }

  ProgressMeter progress(analysis.media.duration, !observers->frame.empty(), !observers->audio.empty(),
                         share_of(*planned), observer.progress);
  facts::FactLog log(files.scratch);
  const auto end = observe(**source, *observers, log, progress);
  if (!end) return tl::unexpected(end.error());
  analysis.media = (*source)->info();  // complete after the decode
  analysis.media.duration = analysis.media.type == media::MediaInfo::Type::kPicture ? 0 : *end;
  analysis.usages = usages(analysis.media, *observers, !cuts_alone, *end);
  for (const auto& method : observers->methods) analysis.methods.push_back(method());

  Work work{
      spec,     own->settings, own->min_unknown_face_score, files.output, log, *kinds, *planned, progress,
      analysis, observer.model};
  if (auto done = follow(work); !done) return tl::unexpected(std::move(done).error());
  return analysis;
}

Result<Analysis> Analyst::rebuild(const AnalysisFiles& files, const JobSpec& spec, const Observer& observer) {
  auto kept = facts::read_facts(files.input);
  if (!kept) return tl::unexpected(std::move(kept).error());
  Analysis analysis;
  if (auto read = read_about(kept->about, analysis.media, analysis.usages); !read)
    return tl::unexpected(std::move(read).error());
  if (observer.opened) observer.opened(analysis.media);

  const auto kinds = wanted_kinds(spec, analysis.media.type);
  if (!kinds) return tl::unexpected(kinds.error());
  KindSet needed = facts_for(*kinds, spec);
  const auto planned = plan(derivers(), needed);
  if (!planned) return tl::unexpected(planned.error());
  const auto own = settings_of(spec, settings_);
  if (!own) return tl::unexpected(own.error());
  facts::FactLog log(files.scratch);
  if (auto done = load(*kept->facts, log); !done) return tl::unexpected(std::move(done).error());

  ProgressMeter progress(0, false, false, share_of(*planned), observer.progress);
  Work work{
      spec,     own->settings, own->min_unknown_face_score, files.output, log, *kinds, *planned, progress,
      analysis, observer.model};
  if (auto done = follow(work); !done) return tl::unexpected(std::move(done).error());
  return analysis;
}

Result<void> Analyst::compile_models() {
  const auto observers = make_all_observers({*engine_, settings_, taxonomy_});
  if (!observers) return tl::unexpected(observers.error());
  return inference::mark_models_compiled(settings_);
}

bool Analyst::models_are_compiled(const Settings& settings) {
  return inference::models_are_compiled(settings);
}

}  // namespace smarttag::tagging
