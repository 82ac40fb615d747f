// When an analyser of whole pictures looks: at the first picture of each shot, and again in a shot once some
// time has passed and enough has changed.
#pragma once

#include <utility>

#include "media/frame.h"
#include "media/picture_change.h"

namespace smarttag::vision {

// Not safe for use from several threads at once.
class ShotLooks {
 public:
  enum class Look { kNone, kAgain, kAtNewShot };

  // `interval`: seconds between two looks in a shot; `changed`: share of the picture (PictureChange).
  ShotLooks(double interval, float changed) : interval_(interval), changed_(changed) {}

  // Whether to look at this frame. Frames are given in order of time.
  Look at(const media::Frame& frame) {
    const bool is_new = std::exchange(shot_, frame.shot) != frame.shot;
    if (!is_new && (frame.time < looked_at_ + interval_ || remembered_.changed(frame.bgr) < changed_))
      return Look::kNone;
    looked_at_ = frame.time;
    remembered_.remember(frame.bgr);
    return is_new ? Look::kAtNewShot : Look::kAgain;
  }

 private:
  double interval_;
  float changed_;
  media::PictureChange remembered_;
  int shot_ = -1;
  double looked_at_ = 0;
};

}  // namespace smarttag::vision
