// Overlapping windows of the segmentation become one: the voices of each are put in the order of those
// before, and what they say of one moment is averaged.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "speech/speakers/voice_models.h"

namespace smarttag::speech {

// Holds one window. Frames are numbered from the first one of the stretch.
class JoinedWindows {
 public:
  using Frame = VoiceModels::Frame;

  // The next window, which begins at frame `begin`: not before the last one, nor behind its end. Gives the
  // frames that it leaves behind: those before `begin` that were not given yet.
  std::vector<Frame> add(std::int64_t begin, std::span<const Frame> window);

  // The frames that are left.
  std::vector<Frame> finish();

 private:
  struct Sum {
    Frame voices{};
    float windows = 0;
  };
  std::vector<Frame> give(std::size_t count);

  std::vector<Sum> sums_;
  std::int64_t first_ = 0;  // number of sums_.front()
};

}  // namespace smarttag::speech
