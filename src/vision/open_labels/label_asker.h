// The analyser "vision-model": labels by a model elsewhere that is shown a few pictures of each shot.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "vision/analyser.h"
#include "vision/open_labels/label_prompt.h"

namespace smarttag::vision {

// What is asked of one shot.
struct ShotPictures {
  double from = 0;  // seconds
  double to = 0;
  std::vector<std::string> jpegs;
};

// Gives the numbers of the labels that hold for the pictures.
using AskPictures = std::function<Result<std::vector<std::size_t>>(const ShotPictures&)>;

struct AskLimits {
  int frames = 2;  // pictures of one shot
  int shots = 40;  // of one job; of more only every second, fourth, ... is asked about
};

// Emits facts::Described for what `ask` gives, which is called in finish(), a shot after the other. Pictures
// are the first of a shot and later ones that differ from it, at most 768 pixels long. Errors: those of
// `ask`.
std::unique_ptr<FrameAnalyser> make_label_asker(std::vector<LabelPrompt> labels, AskLimits limits,
                                                AskPictures ask);

}  // namespace smarttag::vision
