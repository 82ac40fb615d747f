// Which moments of a video are looked at.
#pragma once

#include <limits>
#include <vector>

namespace smarttag::media {

// The first frame of each shot, and from there `rate` moments a second. A picture that is shown for long (a
// slide, a frozen stream) is looked at again at each of its moments, so that what is seen lasts as long as it
// does.
class Sampler {
 public:
  explicit Sampler(double rate) : period_(1 / rate) {}

  // Takes the time, in seconds and never falling, at which the next frame comes on screen (or the last one
  // goes). Gives the moments before it that have passed without a frame: the one before was still on screen.
  std::vector<double> passed(double time);

  // Then whether the frame that comes on screen at `time` is looked at.
  bool looks(double time, bool first_of_shot);

 private:
  double period_;
  double due_ = std::numeric_limits<double>::infinity();  // the next moment
};

}  // namespace smarttag::media
