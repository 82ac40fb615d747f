#include "media/input/packet_scan.h"

#include <limits>

#include "media/input/duration_limit.h"
#include "media/input/timeline.h"

namespace smarttag::media {

Result<PacketScan> scan_packets(int fd, const AVInputFormat& format, const DemuxerLimits& limits,
                                double max_duration) {
  auto input = FileInput::open(fd, std::numeric_limits<std::int64_t>::max());
  if (!input) return tl::unexpected(input.error());
  auto opened = Demuxer::open(std::move(*input), format, limits);
  if (!opened) return tl::unexpected(opened.error());
  Demuxer& demuxer = **opened;
  Timeline timeline(demuxer);
  const PacketHandle packet(av_packet_alloc());
  if (packet == nullptr) return fail(ErrorKind::kMemoryLimit, "There is too little memory to read the file.");
  PacketScan scan;
  for (;;) {
    const auto more = demuxer.read(*packet);
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
    if (demuxer.streams().video != nullptr && packet->stream_index == demuxer.streams().video->index) {
      ++scan.video_packets;
    }
    timeline.straighten(*packet);
    av_packet_unref(packet.get());
    if (auto within = check_duration(timeline.reached(), max_duration); !within)
      return tl::unexpected(within.error());
  }
  scan.duration = timeline.reached();
  return scan;
}

}  // namespace smarttag::media
