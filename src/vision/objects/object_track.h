// One thing, followed through the samples of a shot: what was seen of it, and what it is in the end.
#pragma once

#include <vector>

#include "facts/fact.h"
#include "vision/objects/model/detection.h"
#include "vision/objects/model/label_groups.h"

namespace smarttag::vision::objects {

// What a track comes to.
struct Verdict {
  int label = 0;         // of the model
  float score = 0;       // how sure that there is a thing of the label's group, mean over its samples, 0 to 1
  bool vague = false;    // sure of the group, not of the label
  float best_label = 0;  // the highest score that this label itself ever had
  float best_group = 0;  // the highest strength that its group ever had
};

// Memory is bounded: of a long track only every second, fourth, ... sighting is kept.
class ObjectTrack {
 public:
  // `strengths` are those of the detection's groups (LabelGroups::strengths). `cut_off`: it is small and
  // touches the picture's edge.
  ObjectTrack(double time, const Detection& seen, const std::vector<float>& strengths, bool cut_off);

  void see(double time, const Detection& seen, const std::vector<float>& strengths, bool cut_off);
  // The sample shows what the last one showed: seen again, but no new evidence.
  void see_again(double time);
  void miss(double time);

  // Where it should be at `time` if it moved on as it did; then where it was last seen.
  Box expected(double time) const;
  const Box& last_box() const { return last_.box; }
  double last_time() const { return last_.time; }
  int missed() const { return missed_; }  // samples since it was last seen
  // How alike in kind a detection is, 0 to 1: the cosine of the strengths.
  float likeness(const std::vector<float>& strengths) const;

  int hits() const { return hits_; }  // samples with evidence
  bool always_cut_off() const { return always_cut_off_; }
  double from() const { return sightings_.front().time; }
  bool seen_in_last_sample() const { return missed_ == 0; }
  double first_missed() const { return first_missed_; }  // meaningful when missed() > 0

  // What the picture model takes it for: its belief by label, and one more value, in anything else
  // (SecondOpinion::of).
  void hear(const std::vector<float>& opinion);
  int opinions() const { return opinions_; }

  // The group with the most evidence over all samples, and in it the label with the most. Opinions count as
  // much as detections, but only between groups that the detector takes for nearly as likely. An opinion that
  // finds little of a group it knows lowers the score, to half where it finds nothing; so does one that is
  // sure of something else where it does not know the label.
  Verdict verdict(const LabelGroups& groups, const std::vector<bool>& knows) const;
  // Boxes over time with the strength of the group; at most kMostSightings.
  std::vector<Sighting> sightings(int group) const;

  static constexpr std::size_t kMostSightings = 64;

 private:
  struct Seen {
    double time;
    Box box;
    std::vector<float> strengths;
  };
  void keep(Seen seen);
  void thin_out();
  float opinion(std::size_t label) const;
  std::vector<float> opinions_of_groups(const LabelGroups& groups) const;
  float doubt(const std::vector<float>& heard, std::size_t group) const;
  bool vague(std::size_t label, const LabelGroups& groups) const;
  std::size_t likeliest_group(const std::vector<float>& heard) const;

  std::vector<Seen> sightings_;
  Seen last_;
  int keep_every_ = 1;
  int seen_count_ = 0;
  std::vector<float> label_sums_;
  std::vector<float> label_bests_;
  std::vector<float> group_sums_;
  std::vector<float> group_bests_;
  std::vector<float> opinion_sums_;  // by label
  int opinions_ = 0;
  int hits_ = 0;
  int looks_ = 0;  // hits and the misses between them
  int missed_ = 0;
  double first_missed_ = 0;
  float speed_x_ = 0;  // of the centre, pixels a second
  float speed_y_ = 0;
  bool always_cut_off_ = true;
};

}  // namespace smarttag::vision::objects
