// From similarities of vectors to scores that mean something: how surely a label holds.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "vision/open_labels/label_prompt.h"

namespace smarttag::vision::open_labels {

// How a model's cosines become logits: from its card.
struct Calibration {
  float scale = 100;          // logit-scale
  std::optional<float> bias;  // logit-bias, of models that were trained with a sigmoid for each pair (SigLIP)
};

// A score of 0 to 1 for each label, from the cosines of its sentence and of the neutral ones with a picture.
//
// With a bias a score is the model's own: sigmoid(scale x cosine + bias). Without one (CLIP) only differences
// between sentences mean something. A label that was asked for is weighed against the neutral sentences
// alone: the softmax of it and them. Names of data/ compete: the softmax of all of one main tag and the
// neutral sentences.
std::vector<float> scores(const std::vector<LabelPrompt>& labels, std::span<const float> label_cosines,
                          std::span<const float> neutral_cosines, const Calibration& calibration);

}  // namespace smarttag::vision::open_labels
