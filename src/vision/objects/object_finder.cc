#include "vision/objects/object_finder.h"

#include <algorithm>
#include <utility>

#include "base/paths.h"
#include "media/picture_change.h"
#include "vision/objects/model/label_groups.h"
#include "vision/objects/model/object_detector.h"
#include "vision/objects/model/picture_model.h"
#include "vision/objects/model/views.h"
#include "vision/objects/object_tracker.h"
#include "vision/objects/second_opinion.h"

namespace smarttag::vision {
namespace {

using namespace objects;

// Share of the picture's cells that must have changed before it is looked at again: less is a thing too small
// to be found.
constexpr float kUnchanged = 0.002F;
// Pixels of the network's input below which a thing is small for it; COCO draws the line at 32 and 96.
constexpr float kSmallInInput = 48;
// Second opinions on one sample, each about 8 ms: at a cut (a picture is one) and later.
constexpr std::size_t kMostOpinionsAtCut = 16;
constexpr std::size_t kMostOpinions = 4;

Box borders(const cv::Size& size, float scale) {
  return {0, 0, static_cast<float>(size.width) * scale, static_cast<float>(size.height) * scale};
}

// Tiles of one picture size; each remembers what it showed when it was last looked at.
class Tiles {
 public:
  explicit Tiles(const cv::Size& picture) : size_(picture) {
    for (const auto& tile : tiles_of(picture)) tiles_.push_back({{tile, {}}, {}, false});
  }

  const cv::Size& picture() const { return size_; }
  void forget() {
    for (auto& tile : tiles_) tile.valid = false;
  }

  // Looks into the next tile that changed, or into every one; then gives what is known of all that did not
  // change since they were looked at.
  Result<std::vector<TileLook>> look(const cv::Mat& bgr, ObjectDetector& detector, bool every) {
    bool looked = false;
    for (std::size_t step = 0; step < tiles_.size(); ++step) {
      Tile& tile = tiles_[(next_ + step) % tiles_.size()];
      tile.valid = tile.valid && tile.remembered.changed(bgr, box_of(tile.look.tile)) < kUnchanged;
      if (tile.valid || (looked && !every)) continue;
      auto found = detector.look(bgr, tile.look.tile);
      if (!found) return tl::unexpected(std::move(found).error());
      tile.look.found = std::move(*found);
      tile.remembered.remember(bgr);
      tile.valid = looked = true;
    }
    next_ = (next_ + 1) % tiles_.size();
    std::vector<TileLook> known;
    for (const auto& tile : tiles_)
      if (tile.valid) known.push_back(tile.look);
    return known;
  }

 private:
  struct Tile {
    TileLook look;
    media::PictureChange remembered;
    bool valid;
  };
  static Box box_of(const cv::Rect& tile) {
    return {static_cast<float>(tile.x), static_cast<float>(tile.y), static_cast<float>(tile.x + tile.width),
            static_cast<float>(tile.y + tile.height)};
  }

  cv::Size size_;
  std::vector<Tile> tiles_;
  std::size_t next_ = 0;
};

class ObjectFinder : public FrameAnalyser {
 public:
  ObjectFinder(ObjectDetector detector, SecondOpinion opinion, ObjectTracker tracker)
      : detector_(std::move(detector)),
        opinion_(std::move(opinion)),
        tracker_(std::move(tracker)),
        tiles_({1, 1}) {}

  Result<void> see(const media::Frame& frame) override {
    const bool first = std::exchange(shot_, frame.shot) != frame.shot;
    if (first) tracker_.cut(frame.time);
    if (first || tiles_.picture() != frame.bgr.size()) {
      whole_.forget();
      tiles_ = Tiles(frame.bgr.size());
    }
    if (whole_.changed(frame.bgr) < kUnchanged) {
      tracker_.see_again(frame.time);
      return {};
    }
    auto found = look(frame.bgr, first);
    if (!found) return tl::unexpected(std::move(found).error());
    for (auto& one : *found) one.box = scaled(one.box, frame.scale, frame.scale);
    tracker_.see(frame.time, *found, borders(frame.bgr.size(), frame.scale));
    whole_.remember(frame.bgr);
    collect();
    return ask_again(frame, first);
  }

  Result<std::vector<TimedFact>> finish(double end) override {
    tracker_.cut(end);
    collect();
    std::stable_sort(facts_.begin(), facts_.end(),
                     [](const TimedFact& a, const TimedFact& b) { return a.from < b.from; });
    for (std::size_t i = 0; i < facts_.size(); ++i)
      std::get<facts::Object>(facts_[i].of).track = static_cast<int>(i);
    return std::move(facts_);
  }

 private:
  Result<std::vector<Detection>> look(const cv::Mat& bgr, bool closely) {
    const cv::Rect all({0, 0}, bgr.size());
    auto whole = detector_.look(bgr, all);
    if (!whole) return whole;
    if (closely) {
      auto mirrored = detector_.look(bgr, all, true);
      if (!mirrored) return mirrored;
      *whole = averaged(std::move(*whole), std::move(*mirrored));
    }
    auto looks = tiles_.look(bgr, detector_, closely);
    if (!looks) return tl::unexpected(std::move(looks).error());
    const auto long_side = static_cast<float>(std::max(bgr.cols, bgr.rows));
    return combined(std::move(*whole), *looks, bgr.size(),
                    kSmallInInput * long_side / static_cast<float>(detector_.input_size()));
  }

  Result<void> ask_again(const media::Frame& frame, bool soon) {
    for (auto* track : tracker_.doubtful(soon, soon ? kMostOpinionsAtCut : kMostOpinions)) {
      const auto opinion =
          opinion_.of(frame.bgr, scaled(track->last_box(), 1 / frame.scale, 1 / frame.scale));
      if (!opinion) return tl::unexpected(opinion.error());
      track->hear(*opinion);
    }
    return {};
  }

  const std::string& label_of(const Verdict& verdict) const {
    if (verdict.vague) return tracker_.groups().general_name(tracker_.groups().group_of(verdict.label));
    return detector_.labels()[static_cast<std::size_t>(verdict.label)];
  }

  void collect() {
    for (auto& object : tracker_.take()) {
      TimedFact fact;
      fact.of = facts::Object{label_of(object.verdict), -1, std::move(object.sightings)};
      fact.score = object.verdict.score;
      fact.from = object.from;
      fact.to = object.to;
      fact.analyser = object.faint ? "hint" : "object";
      facts_.push_back(std::move(fact));
    }
  }

  ObjectDetector detector_;
  SecondOpinion opinion_;
  ObjectTracker tracker_;
  Tiles tiles_;
  media::PictureChange whole_;
  int shot_ = -1;
  std::vector<TimedFact> facts_;
};

}  // namespace

Result<std::unique_ptr<FrameAnalyser>> make_object_finder(inference::Engine& engine,
                                                          const Settings& settings) {
  auto detector = ObjectDetector::create(engine);
  if (!detector) return tl::unexpected(std::move(detector).error());
  auto groups = LabelGroups::read(home_folder() / "data" / "object_groups.tsv", detector->labels());
  if (!groups) return tl::unexpected(std::move(groups).error());
  auto model = PictureModel::create(engine);
  if (!model) return tl::unexpected(std::move(model).error());
  auto opinion = SecondOpinion::create(std::move(*model), detector->labels(),
                                       home_folder() / "data" / "object_concepts.tsv");
  if (!opinion) return tl::unexpected(std::move(opinion).error());
  TrackRules rules;
  rules.accept = static_cast<float>(settings.real("object-threshold"));
  ObjectTracker tracker(std::move(*groups), opinion->knows(), opinion->asked(), rules);
  return std::make_unique<ObjectFinder>(std::move(*detector), std::move(*opinion), std::move(tracker));
}

}  // namespace smarttag::vision
