// Reads through a file without decoding it, to learn what its container does not tell.
#pragma once

#include "base/error.h"
#include "media/input/demuxer.h"

namespace smarttag::media {

struct PacketScan {
  double duration = 0;             // seconds from the start of the media to the end of its last packet
  std::int64_t video_packets = 0;  // one packet is one picture
};

// Leaves `fd` as it is. Stops with kInputTooLarge once the duration passes max_duration (seconds); other
// errors as Demuxer::open and read.
Result<PacketScan> scan_packets(int fd, const AVInputFormat& format, const DemuxerLimits& limits,
                                double max_duration);

}  // namespace smarttag::media
