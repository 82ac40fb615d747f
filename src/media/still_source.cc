#include "media/still_source.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "media/heif/heif.h"
#include "media/input/decoder.h"
#include "media/input/exif.h"
#include "media/video/picture_converter.h"

namespace smarttag::media {
namespace {

constexpr int kStrip = 3;                     // long side over short side
constexpr double kMostPixels = 16e6;          // of a strip that is handed out
constexpr double kMostSide = 32000;           // OpenCV's remapping counts in 16 bits
constexpr std::int64_t kMostBytes = 1 << 29;  // of a picture file, which is held in memory as a whole

class StillSource : public Source {
 public:
  StillSource(FrameHandle frame, MediaInfo info, const PictureLayout& layout, const Limits& limits)
      : frame_(std::move(frame)),
        info_(std::move(info)),
        converter_(long_side(displayed_size(*frame_, layout), limits.analysis_pixels), layout) {
    const cv::Size size = displayed_size(*frame_, layout);
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
  // A strip, such as a screenshot of a long page, keeps its width: scaled by its long side it could not be
  // read.
  static int long_side(cv::Size size, int usual) {
    const auto [shorter, longer] = std::minmax(size.width, size.height);
    if (longer <= usual || longer < kStrip * shorter) return usual;
    const double most = std::sqrt(kMostPixels * longer / std::max(shorter, 1));
    return std::max(usual, static_cast<int>(std::min({most, kMostSide, static_cast<double>(longer)})));
  }

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

PictureLayout still_layout(std::optional<int> exif) {
  PictureLayout layout{{1, 1}, std::nullopt, true};
  if (exif) layout.orientation = Orientation::of_exif(*exif);
  return layout;
}

MediaInfo picture_info(std::string container, std::string codec) {
  MediaInfo info;
  info.type = MediaInfo::Type::kPicture;
  info.has_video = true;
  info.container = std::move(container);
  info.video_codec = std::move(codec);
  return info;
}

// The first frame of the packet.
Result<FrameHandle> decode_first(const AVCodecParameters& parameters, const AVPacket& packet,
                                 const Limits& limits) {
  DecoderLimits decoder_limits;
  decoder_limits.max_pixels = limits.max_pixels;
  auto decoder = Decoder::open(parameters, {1, 1000}, decoder_limits);
  if (!decoder) return tl::unexpected(decoder.error());
  // Half a picture is none. (A TIFF with a tag that FFmpeg does not know would be refused too.)
  if (parameters.codec_id != AV_CODEC_ID_TIFF) (*decoder)->context().err_recognition |= AV_EF_EXPLODE;
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

Result<std::string> read_picture_file(const FileInput& input) {
  if (input.size() > kMostBytes) {
    return fail(
        ErrorKind::kInputTooLarge,
        fmt::format("The picture file has {} bytes; at most {} can be read.", input.size(), kMostBytes));
  }
  return input.read(0, static_cast<std::size_t>(input.size()));
}

Result<std::unique_ptr<Source>> still_source(FrameHandle frame, std::string container, std::string codec,
                                             int exif, const Limits& limits) {
  if (frame == nullptr) return damaged();
  return std::make_unique<StillSource>(std::move(frame), picture_info(std::move(container), std::move(codec)),
                                       still_layout(exif), limits);
}

Result<std::unique_ptr<Source>> open_still(const AVCodecParameters& parameters, const AVPacket& packet,
                                           std::string container, const Limits& limits) {
  auto frame = decode_first(parameters, packet, limits);
  if (!frame) return tl::unexpected(frame.error());
  const std::string_view bytes(reinterpret_cast<const char*>(packet.data),
                               static_cast<std::size_t>(packet.size));
  std::optional<int> exif;
  if (parameters.codec_id == AV_CODEC_ID_PNG) exif = png_orientation(bytes);
  if (parameters.codec_id == AV_CODEC_ID_TIFF) exif = tiff_orientation(bytes);
  return std::make_unique<StillSource>(
      std::move(*frame), picture_info(std::move(container), avcodec_get_name(parameters.codec_id)),
      still_layout(exif), limits);
}

Result<std::unique_ptr<Source>> open_still(const FileInput& input, AVCodecID codec, const Limits& limits) {
  const auto bytes = read_picture_file(input);
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

Result<std::unique_ptr<Source>> open_heif(const FileInput& input, const Limits& limits) {
  const auto bytes = read_picture_file(input);
  if (!bytes) return tl::unexpected(bytes.error());
  auto frame = decode_heif(*bytes, limits.max_pixels);
  if (!frame) return tl::unexpected(frame.error());
  constexpr int kUpright = 1;  // libheif turned it
  return still_source(std::move(*frame), "heif", heif_codec(*bytes), kUpright, limits);
}

}  // namespace smarttag::media
