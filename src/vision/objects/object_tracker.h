// Joins the detections of a shot's samples to tracks.
#pragma once

#include <vector>

#include "facts/fact.h"
#include "vision/objects/model/detection.h"
#include "vision/objects/model/label_groups.h"
#include "vision/objects/object_track.h"

namespace smarttag::vision::objects {

// Two thresholds as in ByteTrack (arXiv 2110.06864): what is surer than `high` may begin a track, what is
// surer than `low` may go on with one. Strengths are those of a group of labels.
struct TrackRules {
  float high = 0.45F;
  float low = 0.25F;
  float accept = 0.4F;        // least score of a track that counts (setting object-threshold)
  float accept_once = 0.45F;  // the same where one look is all the evidence
  float faint = 0.25F;        // least score of a track that is told as evidence only
  float faint_high = 0.3F;  // strength that may begin a track in a shot's first sample, as evidence at least
  float strong = 0.7F;      // a label seen once like this counts although the next sample denies it
  float edge_penalty = 0.15F;  // how much surer a small thing must be that the picture's edge always cuts
  int bridge = 2;              // samples a track may miss and go on
};

// A track that counts, or is evidence.
struct TrackedObject {
  bool faint = false;  // it does not count; it is evidence that other evidence may confirm
  Verdict verdict;
  double from = 0;
  double to = 0;  // the first sample without it, the cut, or the end
  std::vector<Sighting> sightings;
};

// Boxes in any one unit.
class ObjectTracker {
 public:
  // By label, as SecondOpinion gives them: `knows`, whether second opinions can speak of it; `asked`, whether
  // they are wanted.
  ObjectTracker(LabelGroups groups, std::vector<bool> knows, std::vector<bool> asked, const TrackRules& rules)
      : groups_(std::move(groups)), knows_(std::move(knows)), asked_(std::move(asked)), rules_(rules) {}

  // One sample, later than the last. `picture`: its borders in the unit of the boxes.
  void see(double time, const std::vector<Detection>& found, const Box& picture);
  // A sample that looks like the one before.
  void see_again(double time);
  // The tracks of the last sample of which a second opinion is due: when they are first confirmed and at
  // doubled lengths, or at once if `soon`; at most `most`, first those that are strong, then the largest.
  // Valid until the next call.
  std::vector<ObjectTrack*> doubtful(bool soon, std::size_t most);
  // A cut, or the end: no track goes beyond it.
  void cut(double time);

  const LabelGroups& groups() const { return groups_; }

  // The tracks that ended since the last call and count, in order of their beginning.
  std::vector<TrackedObject> take();

 private:
  struct Candidate {
    const Detection* seen;
    std::vector<float> strengths;
    float strength;  // of the best group
    bool cut_off;
    bool taken = false;
  };
  std::vector<Candidate> candidates(const std::vector<Detection>& found, const Box& picture) const;
  void follow_overlap(double time, std::vector<Candidate>& candidates);
  void follow_jump(double time, std::vector<Candidate>& candidates);
  void end_lost();
  void end(const ObjectTrack& track, double time);
  bool counts(const ObjectTrack& track, const Verdict& verdict) const;

  LabelGroups groups_;
  std::vector<bool> knows_;
  std::vector<bool> asked_;
  bool first_sample_ = true;  // of its shot
  TrackRules rules_;
  std::vector<ObjectTrack> tracks_;
  std::vector<bool> followed_;  // whether each track was seen in the sample at hand
  std::vector<TrackedObject> ended_;
};

}  // namespace smarttag::vision::objects
