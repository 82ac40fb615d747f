// Walks through the facts of a job, a stretch of time after the other: a shot, or a part of a long one.
#pragma once

#include <optional>
#include <vector>

#include "evidence/gather.h"
#include "facts/keeping/fact_log.h"

namespace smarttag::evidence {

class ShotWindow {
 public:
  // Shots are what the picture classes tell of; what none of them covers is a stretch too, up to `duration`
  // (seconds; 0 for a picture, which is one stretch). The stream outlives the window.
  ShotWindow(facts::FactStream& facts, double duration) : stream_(facts), duration_(duration) {}

  // The next stretch, at most kLongest seconds; nothing at the end. Errors: those of the stream.
  Result<std::optional<Stretch>> next();

  // The facts that the stretch last given may touch, and perhaps a few before it. Valid until next().
  const std::vector<TimedFact>& facts() const { return facts_; }

  // A shot that lasts longer is judged in parts: a lecture of an hour is one shot, and not all of it is what
  // one minute is.
  static constexpr double kLongest = 60;

 private:
  Result<void> read_shot();
  Result<void> read_until(double time);
  Result<bool> read();
  void forget();

  facts::FactStream& stream_;
  double duration_;
  std::vector<TimedFact> facts_;
  std::optional<TimedFact> ahead_;  // read, but later than the window
  bool ended_ = false;              // of the stream
  double reached_ = 0;
  Stretch shot_{};       // what is given out in parts
  bool any_ = false;     // whether a stretch was given
  bool moment_ = false;  // whether the last one had no length
  bool open_ = false;    // whether of shot_ something is still to come
};

}  // namespace smarttag::evidence
