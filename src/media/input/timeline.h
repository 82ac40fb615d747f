// Time zero, and times that run on where the source's own jump.
#pragma once

#include <optional>
#include <vector>

#include "media/input/demuxer.h"

namespace smarttag::media {

// Seconds that a container declares from the start of its media to the end of these of its streams: by their
// own durations where they have such, else by that of the whole. None where it is unknown or guessed from the
// bit rate.
std::optional<double> declared_duration(const Demuxer& demuxer, const StreamChoice& streams);

// Whether timestamps of this container may jump (MPEG-TS, MPEG-PS), and its duration is but a guess from
// them.
bool may_jump(const Demuxer& demuxer);

// Maps the source's timestamps to seconds from the start of the media, which is the earliest start of the
// chosen streams. Recordings that were joined or interrupted (MPEG-TS above all) jump by hours or start again
// from 0: the jump is taken out, for all streams alike, so that they stay in step.
class Timeline {
 public:
  explicit Timeline(const Demuxer& demuxer);

  // Shifts pts and dts of a packet of a chosen stream. Call for each packet, in the order of reading.
  void straighten(AVPacket& packet);

  // Seconds from the start of the media; may be slightly negative.
  double seconds(std::int64_t timestamp, AVRational base) const;

  // The end of the latest packet seen, in seconds.
  double reached() const { return reached_; }

 private:
  struct Track {
    AVStream* stream = nullptr;
    std::optional<double> next;  // where the next packet is expected, in seconds
  };
  double jump(const Track& track, double time) const;

  double start_ = 0;
  double declared_end_;  // infinite where unknown
  bool may_jump_;        // the format allows jumps
  bool may_restart_;     // recordings of the format may follow each other, each from 0
  double shift_ = 0;     // seconds added to the source's timestamps
  double reached_ = 0;
  std::vector<Track> tracks_;
};

}  // namespace smarttag::media
