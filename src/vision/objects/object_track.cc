#include "vision/objects/object_track.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace smarttag::vision::objects {
namespace {

// Of the strongest group's evidence: what has less is no rival to it.
constexpr float kRivalShare = 0.5F;
// Weight of an opinion between the labels of a group: less than the detector's, because the picture model
// knows ten times as many dogs as all other animals and takes a dim one for a dog.
constexpr float kWeightInGroup = 0.5F;
// The picture model's belief, spread over a thousand classes, from which it confirms a group. Measured on
// crops of photographs and frames: things that were there had 0.25 to 0.95, others less than 0.1.
constexpr float kClearOpinion = 0.3F;
// Share of its group's evidence below which a label is unsure, and the opinion that makes it sure all the
// same.
constexpr float kClearShare = 0.55F;
constexpr float kConfirming = 0.2F;
// A label that the picture model has no class for is doubted as far as its belief in something else exceeds
// the first of these, and halved from the second on.
constexpr float kDoubtFrom = 0.35F;
constexpr float kFullDoubt = 0.65F;

float centre_x(const Box& box) { return (box.left + box.right) / 2; }
float centre_y(const Box& box) { return (box.top + box.bottom) / 2; }

// Adds to the sums and raises the bests.
void count(const std::vector<float>& values, std::vector<float>& sums, std::vector<float>& bests) {
  sums.resize(values.size());
  bests.resize(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    sums[i] += values[i];
    bests[i] = std::max(bests[i], values[i]);
  }
}

}  // namespace

ObjectTrack::ObjectTrack(double time, const Detection& seen, const std::vector<float>& strengths,
                         bool cut_off)
    : last_{time, seen.box, strengths} {
  see(time, seen, strengths, cut_off);
}

void ObjectTrack::see(double time, const Detection& seen, const std::vector<float>& strengths, bool cut_off) {
  if (const auto passed = static_cast<float>(time - last_.time); passed > 0) {
    speed_x_ = (centre_x(seen.box) - centre_x(last_.box)) / passed;
    speed_y_ = (centre_y(seen.box) - centre_y(last_.box)) / passed;
  }
  count(seen.scores, label_sums_, label_bests_);
  count(strengths, group_sums_, group_bests_);
  ++hits_;
  looks_ += 1 + std::exchange(missed_, 0);
  always_cut_off_ = always_cut_off_ && cut_off;
  keep({time, seen.box, strengths});
}

void ObjectTrack::see_again(double time) {
  // A thing that was missed before stays missing in a picture that did not change.
  if (missed_ > 0) return;
  speed_x_ = speed_y_ = 0;
  keep({time, last_.box, last_.strengths});
}

void ObjectTrack::miss(double time) {
  if (missed_ == 0) first_missed_ = time;
  ++missed_;
}

void ObjectTrack::keep(Seen seen) {
  last_ = std::move(seen);
  if (seen_count_++ % keep_every_ == 0) sightings_.push_back(last_);
  if (sightings_.size() > kMostSightings) thin_out();
}

void ObjectTrack::thin_out() {
  std::size_t kept = 1;  // the first one stays
  for (std::size_t i = 2; i < sightings_.size(); i += 2) sightings_[kept++] = std::move(sightings_[i]);
  sightings_.resize(kept);
  keep_every_ *= 2;
}

Box ObjectTrack::expected(double time) const {
  const auto passed = static_cast<float>(time - last_.time);
  const float x = speed_x_ * passed;
  const float y = speed_y_ * passed;
  return {last_.box.left + x, last_.box.top + y, last_.box.right + x, last_.box.bottom + y};
}

float ObjectTrack::likeness(const std::vector<float>& strengths) const {
  const auto product = [](const auto& a, const auto& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0F);
  };
  const float lengths = std::sqrt(product(group_sums_, group_sums_) * product(strengths, strengths));
  return lengths > 0 ? product(group_sums_, strengths) / lengths : 0;
}

void ObjectTrack::hear(const std::vector<float>& opinion) {
  opinion_sums_.resize(opinion.size());
  for (std::size_t i = 0; i < opinion.size(); ++i) opinion_sums_[i] += opinion[i];
  ++opinions_;
}

float ObjectTrack::opinion(std::size_t label) const {
  return opinions_ > 0 ? opinion_sums_[label] / static_cast<float>(opinions_) : 0;
}

std::vector<float> ObjectTrack::opinions_of_groups(const LabelGroups& groups) const {
  std::vector<float> heard(group_sums_.size(), 0);
  for (std::size_t label = 0; label < label_sums_.size(); ++label)
    heard[static_cast<std::size_t>(groups.group_of(static_cast<int>(label)))] += opinion(label);
  return heard;
}

std::size_t ObjectTrack::likeliest_group(const std::vector<float>& heard) const {
  const float most = *std::max_element(group_sums_.begin(), group_sums_.end());
  std::size_t best = 0;
  float best_evidence = -1;
  for (std::size_t group = 0; group < group_sums_.size(); ++group) {
    if (group_sums_[group] < kRivalShare * most) continue;
    const float evidence = group_sums_[group] / static_cast<float>(looks_) + heard[group];
    if (evidence <= best_evidence) continue;
    best = group;
    best_evidence = evidence;
  }
  return best;
}

float ObjectTrack::doubt(const std::vector<float>& heard, std::size_t group) const {
  float other = opinion_sums_.size() > label_sums_.size() ? opinion(label_sums_.size()) : 0;
  for (std::size_t i = 0; i < heard.size(); ++i)
    if (i != group) other = std::max(other, heard[i]);
  return std::clamp((other - kDoubtFrom) / (kFullDoubt - kDoubtFrom), 0.0F, 1.0F);
}

// Where the scores of a group are spread over its labels, and the picture model does not confirm the best
// one.
bool ObjectTrack::vague(std::size_t label, const LabelGroups& groups) const {
  const int group = groups.group_of(static_cast<int>(label));
  float all = 0;
  for (std::size_t other = 0; other < label_sums_.size(); ++other)
    if (groups.group_of(static_cast<int>(other)) == group && label_bests_[other] >= LabelGroups::kLeastScore)
      all += label_sums_[other];
  return label_sums_[label] < kClearShare * all && opinion(label) < kConfirming;
}

Verdict ObjectTrack::verdict(const LabelGroups& groups, const std::vector<bool>& knows) const {
  const auto heard = opinions_of_groups(groups);
  const std::size_t group = likeliest_group(heard);
  Verdict verdict;
  float most = -1;
  for (std::size_t label = 0; label < label_sums_.size(); ++label) {
    const float evidence = label_sums_[label] / static_cast<float>(looks_) + kWeightInGroup * opinion(label);
    if (groups.group_of(static_cast<int>(label)) != static_cast<int>(group) || label_sums_[label] <= 0 ||
        evidence <= most)
      continue;
    most = evidence;
    verdict.label = static_cast<int>(label);
  }
  const auto label = static_cast<std::size_t>(verdict.label);
  verdict.score = group_sums_[group] / static_cast<float>(looks_);
  if (opinions_ > 0 && knows[label]) verdict.score *= (1 + std::min(1.0F, heard[group] / kClearOpinion)) / 2;
  if (opinions_ > 0 && !knows[label]) verdict.score *= 1 - doubt(heard, group) / 2;
  verdict.vague = !groups.general_name(static_cast<int>(group)).empty() && vague(label, groups);
  verdict.best_group = group_bests_[group];
  verdict.best_label = label_bests_[label];
  return verdict;
}

std::vector<Sighting> ObjectTrack::sightings(int group) const {
  std::vector<Sighting> out;
  out.reserve(sightings_.size());
  for (const auto& seen : sightings_)
    out.push_back({seen.time, seen.box, seen.strengths[static_cast<std::size_t>(group)]});
  return out;
}

}  // namespace smarttag::vision::objects
