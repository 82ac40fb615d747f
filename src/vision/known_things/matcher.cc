#include "vision/known_things/matcher.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include <opencv2/imgproc.hpp>

namespace smarttag::vision::known_things {
namespace {

// Pairings of the quick look-up that must agree before a sample is compared point by point: it finds about
// half of those that there are.
constexpr std::size_t kWorthALook = 3;
constexpr int kMostPlaces = 4;  // of one sample in one picture
constexpr float kHalfSure = 6;  // points at which the score is a half
constexpr float kSamePlace = 0.3F;

// What is enough: the fewer points agree, the more must the place look like the sample. Chosen on views of
// the shared photographs and on 199 marks of companies; docs/vision.md says with what they were checked.
struct Sure {
  int points;
  double spread;
  double share;
  double likeness;
};
constexpr std::array kSure{Sure{40, 0.15, 0.15, 0.2}, Sure{20, 0.2, 0.3, 0.4}, Sure{14, 0.2, 0.6, 0.3},
                           Sure{9, 0.25, 0.5, 0.7},   Sure{6, 0.3, 0.5, 0.8},  Sure{5, 0.15, 0.55, 0.92}};

}  // namespace

bool is_sure(const Placed& placed) {
  return std::any_of(kSure.begin(), kSure.end(), [&](const Sure& least) {
    return placed.points >= least.points && placed.spread >= least.spread && placed.share >= least.share &&
           placed.likeness >= least.likeness;
  });
}

Matcher::Matcher(std::vector<LocalFeatures> samples, std::vector<int> things)
    : samples_(std::move(samples)), things_(std::move(things)), index_(samples_, things_) {}

std::vector<Candidate> Matcher::of_sample(int number, std::vector<Pairing> quick, const cv::Mat& grey,
                                          const LocalFeatures& scene) const {
  const auto& sample = samples_[static_cast<std::size_t>(number)];
  std::vector<Candidate> found;
  for (int i = 0; i < kMostPlaces && quick.size() >= kWorthALook; ++i) {
    const auto group = agreeing(scene, sample, quick);
    if (group.size() < kWorthALook) break;
    const auto region = region_of(scene, sample, group);
    if (auto placed = place(grey, scene, sample, all_pairings(scene, region, sample)))
      found.push_back({number, *placed});
    std::erase_if(quick, [&](const Pairing& p) {
      return region.contains(scene.points[static_cast<std::size_t>(p.scene)].at);
    });
  }
  return found;
}

std::vector<Candidate> Matcher::candidates(const cv::Mat& bgr) const {
  const auto scene = features_of_scene(bgr);
  cv::Mat grey;
  cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
  std::vector<Candidate> all;
  auto quick = index_.pairings(scene);
  for (std::size_t s = 0; s < samples_.size(); ++s) {
    auto found = of_sample(static_cast<int>(s), std::move(quick[s]), grey, scene);
    std::move(found.begin(), found.end(), std::back_inserter(all));
  }
  return all;
}

std::vector<Found> Matcher::find(const cv::Mat& bgr) const {
  std::vector<Found> found;
  auto all = candidates(bgr);
  std::stable_sort(all.begin(), all.end(),
                   [](const Candidate& a, const Candidate& b) { return a.placed.points > b.placed.points; });
  for (const auto& one : all) {
    if (!is_sure(one.placed)) continue;
    const int thing = things_[static_cast<std::size_t>(one.sample)];
    const bool again = std::any_of(found.begin(), found.end(), [&](const Found& f) {
      return f.thing == thing && iou(f.box, one.placed.box) > kSamePlace;
    });
    const auto points = static_cast<float>(one.placed.points);
    if (!again) found.push_back({thing, one.placed.box, points / (points + kHalfSure)});
  }
  return found;
}

}  // namespace smarttag::vision::known_things
