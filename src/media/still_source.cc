#include "media/still_source.h"

#include <cstring>

#include <fmt/format.h>

#include "media/input/decoder.h"
#include "media/video/picture_converter.h"

namespace smarttag::media {
namespace {

constexpr std::int64_t kMostBytes = 1 << 29;  // of a picture file, which is held in memory as a whole

class StillSource : public Source {
 public:
  StillSource(FrameHandle frame, MediaInfo info, const Limits& limits)
      : frame_(std::move(frame)), info_(std::move(info)), converter_(limits.analysis_pixels, layout()) {
    const cv::Size size = displayed_size(*frame_, layout());
    info_.width = size.width;
    info_.height = size.height;
  }

  const MediaInfo& info() const override { return info_; }

  Result<void> decode(const Sinks& sinks) override {
    if (!sinks.frame) return {};
    auto bgr = converter_.convert(*frame_);
    if (!bgr) return tl::unexpected(bgr.error());
    Frame frame;
    frame.bgr = *bgr;
    frame.scale = static_cast<float>(info_.width) / static_cast<float>(bgr->cols);
    sinks.frame(std::move(frame));
    return {};
  }

 private:
  static PictureLayout layout() { return {{1, 1}, std::nullopt, true}; }

  FrameHandle frame_;
  MediaInfo info_;
  PictureConverter converter_;
};

// FFmpeg gives one answer to broken data and to a picture beyond its own limit of 268 million pixels.
tl::unexpected<Error> damaged() {
  return fail(
      ErrorKind::kInputUnreadable,
      "The picture is damaged or cut off, or has far more pixels than max-pixels allows. Copy or export "
      "it again.");
}

// The first frame of the packet.
Result<FrameHandle> decode_first(const AVCodecParameters& parameters, const AVPacket& packet,
                                 const Limits& limits) {
  DecoderLimits decoder_limits;
  decoder_limits.max_pixels = limits.max_pixels;
  auto decoder = Decoder::open(parameters, {1, 1000}, decoder_limits);
  if (!decoder) return tl::unexpected(decoder.error());
  (*decoder)->context().err_recognition |= AV_EF_EXPLODE;  // half a picture is none
  FrameHandle first;
  const auto keep = [&first](AVFrame& frame) -> Result<bool> {
    first.reset(av_frame_clone(&frame));
    return false;
  };
  auto more = (*decoder)->decode(&packet, keep);
  if (more && *more) more = (*decoder)->decode(nullptr, keep);
  if (!more) return tl::unexpected(more.error());
  if (first == nullptr || (*decoder)->damaged() > 0 || first->decode_error_flags != 0) return damaged();
  return first;
}

}  // namespace

Result<std::unique_ptr<Source>> open_still(const AVCodecParameters& parameters, const AVPacket& packet,
                                           std::string container, const Limits& limits) {
  auto frame = decode_first(parameters, packet, limits);
  if (!frame) return tl::unexpected(frame.error());
  MediaInfo info;
  info.type = MediaInfo::Type::kPicture;
  info.has_video = true;
  info.container = std::move(container);
  info.video_codec = avcodec_get_name(parameters.codec_id);
  return std::make_unique<StillSource>(std::move(*frame), std::move(info), limits);
}

Result<std::unique_ptr<Source>> open_still(const FileInput& input, AVCodecID codec, const Limits& limits) {
  if (input.size() > kMostBytes) {
    return fail(
        ErrorKind::kInputTooLarge,
        fmt::format("The picture file has {} bytes; at most {} can be read.", input.size(), kMostBytes));
  }
  const auto bytes = input.read(0, static_cast<std::size_t>(input.size()));
  if (!bytes) return tl::unexpected(bytes.error());
  const PacketHandle packet(av_packet_alloc());
  AVCodecParameters* raw = avcodec_parameters_alloc();
  const std::unique_ptr<AVCodecParameters, void (*)(AVCodecParameters*)> parameters(
      raw, [](AVCodecParameters* one) { avcodec_parameters_free(&one); });
  if (packet == nullptr || raw == nullptr ||
      av_new_packet(packet.get(), static_cast<int>(bytes->size())) < 0) {
    return fail(ErrorKind::kMemoryLimit, "There is too little memory to decode the picture.");
  }
  std::memcpy(packet->data, bytes->data(), bytes->size());
  parameters->codec_type = AVMEDIA_TYPE_VIDEO;
  parameters->codec_id = codec;
  return open_still(*parameters, *packet, avcodec_get_name(codec), limits);
}

}  // namespace smarttag::media
