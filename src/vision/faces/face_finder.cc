#include "vision/faces/face_finder.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "media/picture_change.h"
#include "vision/faces/face_groups.h"
#include "vision/faces/face_stays.h"
#include "vision/faces/face_tracker.h"
#include "vision/faces/face_vector.h"

namespace smarttag::vision {
namespace {

using faces::FaceModels;
using faces::SeenFace;
using Need = faces::FaceTracker::Need;

constexpr float kSamePicture = 0.001F;  // share of changed cells; see media/picture_change.h
constexpr float kSameFace = 0.02F;      // the same within a face's box
// Detector's score from which a face in a still picture needs no consent of the mesh, which is blind for
// profiles and for small or turned faces (see face_stays.h).
constexpr float kSureWithoutMesh = 0.85F;
constexpr int kMostDescribed = 8;  // faces of one sample that are aligned and encoded

class FaceFinder : public FrameAnalyser {
 public:
  FaceFinder(FaceModels models, const Settings& settings)
      : models_(std::move(models)),
        tracker_(models_.encoder.thresholds()),
        least_width_(static_cast<float>(settings.integer("face-size"))) {}

  Result<void> see(const media::Frame& frame) override;
  Result<std::vector<TimedFact>> finish(double end) override;

 private:
  bool shows_the_same(const media::Frame& frame) const;
  Result<SeenFace> look(const media::Frame& frame, const faces::FaceBox& found, bool describe);

  FaceModels models_;
  faces::FaceTracker tracker_;
  media::PictureChange change_;
  float least_width_;  // displayed pixels
  float scale_ = 1;    // of the last frame
  bool seen_any_ = false;
  int shot_ = 0;
};

bool FaceFinder::shows_the_same(const media::Frame& frame) const {
  if (!seen_any_ || frame.shot != shot_ || frame.scale != scale_) return false;
  if (change_.changed(frame.bgr) > kSamePicture) return false;
  const std::vector<Box> boxes = tracker_.present();
  return std::all_of(boxes.begin(), boxes.end(), [&](const Box& box) {
    return change_.changed(frame.bgr, scaled(box, 1 / frame.scale, 1 / frame.scale)) <= kSameFace;
  });
}

Result<SeenFace> FaceFinder::look(const media::Frame& frame, const faces::FaceBox& found, bool describe) {
  SeenFace seen;
  seen.box = scaled(found.box, frame.scale, frame.scale);
  seen.score = seen.certainty = found.score;
  if (!describe) return seen;
  auto face = faces::describe(models_, frame.bgr, found);
  if (!face) return tl::unexpected(std::move(face).error());
  seen.presence = face->presence;
  const bool seen_by_mesh = face->presence >= faces::kLeastPresence;
  seen.confirmed = seen_by_mesh || (!seen_any_ && found.score >= kSureWithoutMesh);
  if (seen_by_mesh) seen.score = face->score;
  seen.vector = std::move(face->vector);
  seen.length = face->length;
  seen.reliable = face->reliable;
  return seen;
}

Result<void> FaceFinder::see(const media::Frame& frame) {
  if (shows_the_same(frame)) {
    tracker_.repeat(frame.time);
    return {};
  }
  // A picture is a video of one frame, and deserves the closer look.
  auto found = seen_any_ ? models_.detector.detect(frame.bgr, faces::kVideoLooks)
                         : models_.detector.detect_in_still(frame.bgr);
  if (!found) return tl::unexpected(std::move(found).error());
  std::erase_if(*found,
                [&](const faces::FaceBox& face) { return face.box.width() * frame.scale < least_width_; });
  tracker_.enter(frame.shot, frame.time);
  std::vector<std::pair<Need, const faces::FaceBox*>> wanted;
  for (const faces::FaceBox& face : *found)
    wanted.emplace_back(tracker_.need(scaled(face.box, frame.scale, frame.scale), frame.time), &face);
  // New faces first, and of these the large ones.
  std::stable_sort(wanted.begin(), wanted.end(), [](const auto& a, const auto& b) {
    const bool new_a = a.first == Need::kProof, new_b = b.first == Need::kProof;
    return new_a != new_b ? new_a : a.second->box.area() > b.second->box.area();
  });
  std::vector<SeenFace> seen;
  int described = 0;
  for (const auto& [need, face] : wanted) {
    const bool can = !seen_any_ || described < kMostDescribed;
    if (need == Need::kProof && !can) continue;  // its turn comes in a later sample
    const bool describe = need != Need::kNothing && can;
    described += describe ? 1 : 0;
    auto one = look(frame, *face, describe);
    if (!one) return tl::unexpected(std::move(one).error());
    seen.push_back(std::move(*one));
  }
  tracker_.see(frame.time, seen);
  change_.remember(frame.bgr);
  seen_any_ = true;
  shot_ = frame.shot;
  scale_ = frame.scale;
  return {};
}

Result<std::vector<TimedFact>> FaceFinder::finish(double end) {
  std::vector<faces::FaceTrack> tracks = tracker_.finish(end);
  const bool moving = end > 0;
  faces::drop_doubtful(tracks, moving);
  const std::vector<int> persons =
      moving ? faces::group_by_person(tracks, models_.encoder.thresholds().same_person)
             : faces::one_person_each(tracks);
  return faces::stays(tracks, persons, moving);
}

}  // namespace

Result<std::unique_ptr<FrameAnalyser>> make_face_finder(inference::Engine& engine, const Settings& settings) {
  auto models = FaceModels::create(engine, settings);
  if (!models) return tl::unexpected(std::move(models).error());
  return std::make_unique<FaceFinder>(std::move(*models), settings);
}

}  // namespace smarttag::vision
