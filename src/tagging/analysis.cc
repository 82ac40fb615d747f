#include "tagging/analysis.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <spdlog/fmt/fmt.h>

#include "base/paths.h"
#include "inference/engine.h"
#include "tagging/analysers.h"
#include "tagging/fan_out.h"
#include "tagging/result_kinds.h"

namespace smarttag::tagging {
namespace {

std::vector<const ResultKind*> wanted(const JobSpec& spec, media::MediaInfo::Type type) {
  std::vector<const ResultKind*> kinds;
  for (const auto& kind : result_kinds())
    if (applies(kind, type) && std::find(spec.types.begin(), spec.types.end(), kind.name) != spec.types.end())
      kinds.push_back(&kind);
  return kinds;
}

// The service's defaults of faceDetThreshold and faceRegThreshold.
constexpr double kStandardDetection = 0.999;
constexpr double kStandardRecognition = 0.9;

// Settings of this job: a lower threshold of detection lets fainter faces in.
Result<Settings> settings_of(const JobSpec& spec, const Settings& settings, double& least_stranger) {
  const double ours = settings.real("face-threshold");
  Settings changed = settings;
  least_stranger = 0;
  if (!spec.faces.detection) return changed;
  const double wanted = threshold_for(*spec.faces.detection, kStandardDetection, ours);
  if (wanted > ours) least_stranger = wanted;
  if (wanted < ours)
    if (auto set = changed.set("face-threshold", fmt::format("{}", wanted)); !set)
      return tl::unexpected(std::move(set).error());
  return changed;
}

Result<Identities> named(std::vector<TimedFact>& facts, const FaceRules& rules,
                         const inference::Engine& engine) {
  if (rules.known.empty()) return Identities{};
  const auto card = engine.card("face-vector");
  if (!card) return tl::unexpected(card.error());
  const auto model = face_model_of(engine);
  if (!model) return tl::unexpected(model.error());
  const auto ours = card->numbers.find("surely-same");
  if (ours == card->numbers.end())
    return fail(ErrorKind::kModelMissing,
                "The model " + card->name + " does not say its threshold surely-same. Correct its recipe.");
  return name_persons(
      facts, rules.known, *model,
      threshold_for(rules.recognition.value_or(kStandardRecognition), kStandardRecognition, ours->second));
}

// What was really looked at and listened to.
std::vector<results::Usage> usages(const media::MediaInfo& media, const Analysers& analysers, double end) {
  const auto whole_seconds = static_cast<std::int64_t>(std::ceil(end));
  std::vector<results::Usage> used;
  if (!analysers.frame.empty()) {
    if (media.type == media::MediaInfo::Type::kPicture)
      used.push_back({"image", 1});
    else
      used.push_back({"video", whole_seconds});
  }
  if (!analysers.audio.empty()) used.push_back({"audio", whole_seconds});
  return used;
}

}  // namespace

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

Result<Analysis> Analyst::analyse(int fd, const JobSpec& spec, const Observer& observer) {
  auto source = media::Source::open(fd, media::Limits::from(settings_));
  if (!source) return tl::unexpected(std::move(source).error());
  Analysis analysis{(*source)->info(), {}, {}, {}};

  if (observer.opened) observer.opened(analysis.media);

  const auto kinds = wanted(spec, analysis.media.type);
  std::set<std::string_view> names;
  for (const auto* kind : kinds)
    for (const auto name : analysers_of(*kind, spec)) names.insert(name);
  double least_stranger = 0;
  const auto settings = settings_of(spec, settings_, least_stranger);
  if (!settings) return tl::unexpected(settings.error());
  auto analysers = make_analysers(names, analysis.media, *engine_, *settings);
  if (!analysers) return tl::unexpected(std::move(analysers).error());

  ProgressMeter progress(analysis.media.duration, !analysers->frame.empty(), !analysers->audio.empty(),
                         observer.progress);
  auto observed = run(**source, *analysers, progress);
  if (!observed) return tl::unexpected(std::move(observed).error());
  analysis.media = (*source)->info();  // by now it knows what is missing
  analysis.media.duration = analysis.media.type == media::MediaInfo::Type::kPicture ? 0 : observed->end;

  const auto identities = named(observed->facts, spec.faces, *engine_);
  if (!identities) return tl::unexpected(identities.error());
  const Material material{analysis.media, observed->facts, spec, taxonomy_, settings_.real("min-presence"),
                          *identities,    least_stranger};
  for (const auto* kind : kinds) {
    analysis.results.push_back(kind->build(material));
    if (kind->name == results::Subtitle::kType) analysis.files = subtitle_files(observed->facts);
  }
  analysis.usages = usages(analysis.media, *analysers, observed->end);
  return analysis;
}

}  // namespace smarttag::tagging
