#include "tagging/observing/observers.h"

#include <algorithm>

#include "speech/recogniser.h"
#include "speech/sounds/sound_finder.h"
#include "speech/speakers/speaker_finder.h"
#include "tagging/observing/expected_words.h"
#include "tagging/observing/label_observer.h"
#include "vision/emotions/emotion_reader.h"
#include "vision/faces/face_finder.h"
#include "vision/known_things/thing_finder.h"
#include "vision/objects/object_finder.h"
#include "vision/objects/picture_classifier.h"
#include "vision/safety/safety_rater.h"
#include "vision/shots/cut_finder.h"
#include "vision/shots/shot_finder.h"
#include "vision/stills/still_taker.h"
#include "vision/text/text_reader.h"

namespace smarttag::tagging {
namespace {

using facts::kinds_of;

template <class Factory>
struct Row {
  std::vector<facts::Kind> gives;
  Factory make;
};

const std::vector<Row<vision::FrameAnalyserFactory>>& eyes() {
  static const std::vector<Row<vision::FrameAnalyserFactory>> kEyes{
      {kinds_of<facts::Face>(), vision::make_face_finder},
      {kinds_of<facts::Object>(), vision::make_object_finder},
      {kinds_of<facts::PictureClass>(), vision::make_picture_classifier},
      {kinds_of<facts::TextLine>(), vision::make_text_reader},
      {kinds_of<facts::Emotion>(), vision::make_emotion_reader},
  };
  return kEyes;
}

// Where the job's pictures are for nothing but shots, a network looks at all of them; else the cuts that
// decoding finds are told.
vision::FrameAnalyserFactory shot_finder_for(const JobSpec& job) {
  return job.shots ? vision::make_shot_finder : vision::make_cut_finder;
}

// What ears are made of. One model of kinds of sound serves all that ask for it.
struct Hearing {
  inference::Engine& engine;
  const Settings& settings;
  const JobSpec& job;
  std::shared_ptr<speech::SoundModel> kinds{};

  Result<std::shared_ptr<speech::SoundModel>> model_of_kinds() {
    if (!kinds) {
      auto made = speech::model_of_kinds(engine);
      if (!made) return made;
      kinds = std::move(*made);
    }
    return kinds;
  }
};
using Ear = Result<std::unique_ptr<speech::AudioAnalyser>>;

Ear recogniser_for(Hearing& hearing) {
  auto options = speech::recogniser_options(hearing.settings);
  if (!options) return tl::unexpected(std::move(options).error());
  add_expected_words(hearing.job.hotwords, options->hotwords);
  auto kinds = hearing.model_of_kinds();
  if (!kinds) return tl::unexpected(std::move(kinds).error());
  return speech::make_recogniser(hearing.engine, std::move(*options), std::move(*kinds));
}

Ear speaker_finder_for(Hearing& hearing) {
  return speech::make_speaker_finder(hearing.engine, hearing.settings);
}

Ear sound_finder_for(Hearing& hearing) {
  auto kinds = hearing.model_of_kinds();
  if (!kinds) return tl::unexpected(std::move(kinds).error());
  return speech::make_sound_finder(hearing.engine, std::move(*kinds));
}

const std::vector<Row<Ear (*)(Hearing&)>>& ears() {
  static const std::vector<Row<Ear (*)(Hearing&)>> kEars{
      {kinds_of<facts::Speech>(), recogniser_for},
      {kinds_of<facts::Turn>(), speaker_finder_for},
      {kinds_of<facts::Sound>(), sound_finder_for},
  };
  return kEars;
}

// Appends to `made` what the rows of the wanted kinds of fact make, each called with `given`.
template <class Rows, class Made, class... Given>
Result<void> make(const Rows& rows, const KindSet& wanted, Made& made, Given&... given) {
  for (const auto& row : rows) {
    if (std::none_of(row.gives.begin(), row.gives.end(), [&](facts::Kind k) { return wanted.contains(k); }))
      continue;
    auto observer = row.make(given...);
    if (!observer) return tl::unexpected(std::move(observer).error());
    made.push_back(std::move(*observer));
  }
  return {};
}

}  // namespace

Result<Observers> make_observers(const KindSet& wanted, const JobSpec& job, const media::MediaInfo& media,
                                 const ObserverNeeds& needs) {
  auto& engine = needs.engine;
  const auto& settings = needs.settings;
  Observers made;
  if (media.has_video && !job.stills.empty()) {
    std::vector<vision::Wanted> stills;
    for (const auto& wish : job.stills) stills.push_back({wish.time, wish.box, wish.width});
    made.frame.push_back(vision::make_still_taker(std::move(stills)));
  }
  if (media.has_video)
    if (auto done = make(eyes(), wanted, made.frame, engine, settings); !done)
      return tl::unexpected(std::move(done).error());
  if (media.has_video && wanted.contains(facts::kind_of<facts::Shot>())) {
    auto finder = shot_finder_for(job)(engine, settings);
    if (!finder) return tl::unexpected(std::move(finder).error());
    made.frame.push_back(std::move(*finder));
  }
  if (media.has_video && wanted.contains(facts::kind_of<facts::PictureClass>()) &&
      settings.boolean("safety")) {
    auto rater = vision::make_safety_rater(engine, settings);
    if (!rater) return tl::unexpected(std::move(rater).error());
    made.frame.push_back(std::move(*rater));
  }
  // Samples are held and looked for only where a job has some.
  if (media.has_video && wanted.contains(facts::kind_of<facts::Known>()) && !job.things.known.empty()) {
    auto finder = vision::make_thing_finder(job.things.known);
    if (!finder) return tl::unexpected(std::move(finder).error());
    made.frame.push_back(std::move(*finder));
  }
  if (media.has_video && wanted.contains(facts::kind_of<facts::Described>()))
    if (auto done = add_label_observer(job, needs, made); !done)
      return tl::unexpected(std::move(done).error());
  Hearing hearing{engine, settings, job};
  if (media.has_audio)
    if (auto done = make(ears(), wanted, made.audio, hearing); !done)
      return tl::unexpected(std::move(done).error());
  return made;
}

Result<Observers> make_all_observers(const ObserverNeeds& needs) {
  KindSet all{facts::kind_of<facts::Described>(), facts::kind_of<facts::Shot>()};
  for (const auto& row : eyes()) all.insert(row.gives.begin(), row.gives.end());
  for (const auto& row : ears()) all.insert(row.gives.begin(), row.gives.end());
  media::MediaInfo media;
  media.has_video = media.has_audio = true;
  JobSpec job;
  job.shots = true;
  return make_observers(all, job, media, needs);
}

}  // namespace smarttag::tagging
