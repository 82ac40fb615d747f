// What the picture model takes a found object for, in the labels of the object model.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "base/error.h"
#include "base/geometry.h"
#include "vision/objects/model/picture_model.h"

namespace smarttag::vision::objects {

// One for each job; called from one thread at a time.
class SecondOpinion {
 public:
  // With the table data/object_concepts.tsv; rows whose label is not in `labels` are passed over. kInternal
  // when the table is damaged.
  static Result<SecondOpinion> create(PictureModel model, const std::vector<std::string>& labels,
                                      const std::filesystem::path& table);

  // The share of the picture model's belief that falls on each label, 0 to 1; 0 for labels it has no class
  // for. One more value follows: the highest belief in anything that speaks for no label. The box is in
  // pixels of the picture; a little of what is around it is looked at too.
  Result<std::vector<float>> of(const cv::Mat& bgr, const Box& box);

  // By label: whether the picture model has a class for it.
  const std::vector<bool>& knows() const { return knows_; }
  // By label: whether its opinion is wanted: not where the table has * for the concept.
  const std::vector<bool>& asked() const { return asked_; }

 private:
  SecondOpinion(PictureModel model, std::size_t labels)
      : model_(std::move(model)), knows_(labels, false), asked_(labels, true) {}

  PictureModel model_;
  std::vector<bool> knows_;                       // by label
  std::vector<bool> asked_;                       // by label
  std::vector<std::vector<std::size_t>> labels_;  // by concept: the labels it speaks for
};

// The square around the box with a margin, cut off at the picture's borders; at least one pixel.
cv::Rect surroundings(const Box& box, const cv::Size& picture);

}  // namespace smarttag::vision::objects
