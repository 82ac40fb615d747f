#include "speech/sounds/sound_finder.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "base/paths.h"
#include "speech/listening/listeners.h"
#include "speech/sounds/confirmed_kinds.h"
#include "speech/sounds/same_sounds.h"
#include "speech/sounds/sound_concepts.h"
#include "speech/sounds/sound_listener.h"

namespace smarttag::speech {
namespace {

class SoundFinder : public AudioAnalyser {
 public:
  SoundFinder(std::shared_ptr<SoundModel> kinds, std::optional<NamedEvents> events)
      : kinds_(std::move(kinds)), events_(std::move(events)) {}

  Result<void> hear(const media::AudioChunk& chunk) override {
    return listeners_.hear(chunk, [&](std::optional<SoundListener>& listener) {
      listener.emplace(*kinds_, events_ ? &*events_ : nullptr, chunk.time,
                       [this](TimedFact fact) { facts_.push_back(std::move(fact)); });
    });
  }

  Result<std::vector<TimedFact>> finish() override {
    if (auto done = listeners_.finish(); !done) return tl::unexpected(done.error());
    if (listeners_.channels() > 1) join_same_sounds(facts_);
    if (events_) keep_confirmed_kinds(facts_);
    std::stable_sort(facts_.begin(), facts_.end(),
                     [](const TimedFact& a, const TimedFact& b) { return a.from < b.from; });
    return std::move(facts_);
  }

 private:
  std::shared_ptr<SoundModel> kinds_;
  std::optional<NamedEvents> events_;
  Listeners<SoundListener> listeners_;
  std::vector<TimedFact> facts_;
};

// Nothing where the model is not installed: it is pulled only by name.
Result<std::optional<NamedEvents>> events_of(inference::Engine& engine) {
  auto model = SoundModel::create(engine, "sound-events");
  if (!model) {
    if (model.error().kind == ErrorKind::kModelMissing) return std::nullopt;
    return tl::unexpected(std::move(model).error());
  }
  auto concepts = SoundConcepts::read(home_folder() / "data" / "sound_concepts.tsv", model->labels());
  if (!concepts) return tl::unexpected(std::move(concepts).error());
  return std::optional(NamedEvents{std::move(*model), std::move(*concepts)});
}

}  // namespace

Result<std::shared_ptr<SoundModel>> model_of_kinds(inference::Engine& engine) {
  auto kinds = SoundModel::create(engine, "sound-kinds");
  if (!kinds) return tl::unexpected(std::move(kinds).error());
  return std::make_shared<SoundModel>(std::move(*kinds));
}

Result<std::unique_ptr<AudioAnalyser>> make_sound_finder(inference::Engine& engine,
                                                         std::shared_ptr<SoundModel> kinds) {
  auto events = events_of(engine);
  if (!events) return tl::unexpected(std::move(events).error());
  return std::make_unique<SoundFinder>(std::move(kinds), std::move(*events));
}

}  // namespace smarttag::speech
