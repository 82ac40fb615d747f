// Finds hard cuts, exact to the frame.
#pragma once

#include <deque>
#include <optional>

#include "media/video/thumbnail.h"

namespace smarttag::media {

// A frame starts a shot when it differs from the one before it by more than its neighbours differ among
// themselves (motion, fades), its structure is another (light that changes is none), and no frame shortly
// after it looks like one shortly before it (flashes). Decides on a frame when the next sixth of a second is
// known; cuts closer together than that count as one. Grey only: a cut between pictures that differ in colour
// alone is not seen.
class ShotCut {
 public:
  // Takes the next frame, at `time` in seconds, not before the one before it. Answers, in order of the
  // frames, for those that can be decided by now: call next() until it gives none.
  void add(const Thumbnail& thumbnail, double time);

  // No more frames will come: the rest can be decided.
  void finish() { finished_ = true; }

  // Whether the next undecided frame starts a shot; none while that is still open. The first frame always
  // does.
  std::optional<bool> next();

 private:
  struct Seen {
    Thumbnail thumbnail;
    double time = 0;
    float step = 0;  // distance from the frame before it
  };
  bool is_cut(std::size_t at) const;

  std::deque<Seen> window_;  // decided frames of the last moments, then those that wait
  std::size_t decided_ = 0;  // of window_
  bool first_ = true;
  bool finished_ = false;
};

}  // namespace smarttag::media
