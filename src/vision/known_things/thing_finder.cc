#include "vision/known_things/thing_finder.h"

#include <algorithm>
#include <map>
#include <utility>

#include "media/picture_change.h"
#include "vision/known_things/local_features.h"
#include "vision/known_things/matcher.h"

namespace smarttag::vision {
namespace {

using namespace known_things;

// Share of the picture's cells that must have changed before it is looked at again, as for objects.
constexpr float kUnchanged = 0.002F;
constexpr std::size_t kMostSightings = 64;
// 12 points and more: in one sample of a video alone, less is not told.
constexpr float kSureAtOnce = 0.66F;

// One stay of a thing in a shot.
struct Stay {
  double from = 0;
  std::vector<Sighting> sightings;
  int every = 1;  // which of the samples is kept
  int seen = 0;   // samples
  float best = 0;

  void see(const Sighting& sighting) {
    best = std::max(best, sighting.score);
    if (seen++ % every != 0) return;
    sightings.push_back(sighting);
    if (sightings.size() <= kMostSightings) return;
    for (std::size_t i = 1; 2 * i < sightings.size(); ++i) sightings[i] = sightings[2 * i];
    sightings.resize((sightings.size() + 1) / 2);
    every *= 2;
  }
};

class ThingFinder : public FrameAnalyser {
 public:
  ThingFinder(std::vector<KnownThing> things, Matcher matcher)
      : things_(std::move(things)), matcher_(std::move(matcher)) {}

  Result<void> see(const media::Frame& frame) override {
    if (std::exchange(shot_, frame.shot) != frame.shot) {
      end_others({}, frame.time);
      remembered_.forget();
    }
    if (remembered_.changed(frame.bgr) < kUnchanged) {
      for (auto& [thing, stay] : stays_) ++stay.seen;
      return {};
    }
    remembered_.remember(frame.bgr);
    std::map<int, Sighting> now;  // the surest place of each
    for (const auto& found : matcher_.find(frame.bgr))
      now.try_emplace(found.thing,
                      Sighting{frame.time, scaled(found.box, frame.scale, frame.scale), found.score});
    end_others(now, frame.time);
    for (const auto& [thing, sighting] : now) {
      const auto [stay, is_new] = stays_.try_emplace(thing);
      if (is_new) stay->second.from = frame.time;
      stay->second.see(sighting);
    }
    return {};
  }

  Result<std::vector<TimedFact>> finish(double end) override {
    is_picture_ = end == 0;
    end_others({}, end);
    std::stable_sort(facts_.begin(), facts_.end(),
                     [](const TimedFact& a, const TimedFact& b) { return a.from < b.from; });
    return std::move(facts_);
  }

 private:
  void end_others(const std::map<int, Sighting>& now, double time) {
    std::erase_if(stays_, [&](const auto& entry) {
      if (now.contains(entry.first)) return false;
      tell(entry.first, entry.second, time);
      return true;
    });
  }

  void tell(int number, const Stay& stay, double time) {
    if (!is_picture_ && stay.seen < 2 && stay.best < kSureAtOnce) return;
    const auto& thing = things_[static_cast<std::size_t>(number)];
    facts_.push_back({stay.from,
                      std::max(time, stay.from),
                      stay.best,
                      "library",
                      facts::Known{thing.main, thing.name, thing.library, thing.entity, stay.sightings},
                      {}});
  }

  std::vector<KnownThing> things_;
  Matcher matcher_;
  media::PictureChange remembered_;
  std::map<int, Stay> stays_;  // by the number of the thing
  int shot_ = -1;
  bool is_picture_ = false;
  std::vector<TimedFact> facts_;
};

}  // namespace

Result<std::unique_ptr<FrameAnalyser>> make_thing_finder(const std::vector<KnownThing>& things) {
  std::vector<LocalFeatures> samples;
  std::vector<int> shows;
  for (std::size_t i = 0; i < things.size(); ++i) {
    if (things[i].model != kFeatureModel) continue;
    for (const auto& bytes : things[i].samples) {
      auto features = from_bytes(bytes);
      if (!features) return tl::unexpected(std::move(features).error());
      shows.push_back(static_cast<int>(i));
      if (things[i].main == "Logo") {
        samples.push_back(inverted(*features));
        shows.push_back(static_cast<int>(i));
      }
      samples.push_back(std::move(*features));
    }
  }
  return std::make_unique<ThingFinder>(things, Matcher(std::move(samples), std::move(shows)));
}

}  // namespace smarttag::vision
