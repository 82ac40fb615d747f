#include "vision/objects/model/suppression.h"

namespace smarttag::vision::objects {
namespace {

// A weighted mean of boxes.
class MeanBox {
 public:
  void add(const Box& box, float weight) {
    sum_ = {sum_.left + box.left * weight, sum_.top + box.top * weight, sum_.right + box.right * weight,
            sum_.bottom + box.bottom * weight};
    weight_ += weight;
  }
  Box mean() const { return scaled(sum_, 1 / weight_, 1 / weight_); }

 private:
  Box sum_;
  float weight_ = 0;
};

}  // namespace

std::vector<Detection> join_overlapping(std::vector<Detection> detections, float overlap, float least) {
  std::sort(detections.begin(), detections.end(),
            [](const Detection& a, const Detection& b) { return a.best() > b.best(); });
  std::vector<Detection> joined;
  std::vector<bool> taken(detections.size(), false);
  for (std::size_t first = 0; first < detections.size(); ++first) {
    if (taken[first]) continue;
    if (detections[first].best() < least) break;
    Detection one{{}, detections[first].scores};
    MeanBox box;
    for (std::size_t other = first; other < detections.size(); ++other) {
      if (taken[other]) continue;
      if (other != first && iou(detections[first].box, detections[other].box) <= overlap) continue;
      taken[other] = true;
      box.add(detections[other].box, detections[other].best());
      std::transform(one.scores.begin(), one.scores.end(), detections[other].scores.begin(),
                     one.scores.begin(), [](float a, float b) { return std::max(a, b); });
    }
    one.box = box.mean();
    joined.push_back(std::move(one));
  }
  return joined;
}

}  // namespace smarttag::vision::objects
