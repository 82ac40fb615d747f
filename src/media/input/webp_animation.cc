#include "media/input/webp_animation.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include <fmt/format.h>

#include "media/input/exif.h"

extern "C" {
#include <libavutil/intreadwrite.h>
}

namespace smarttag::media {
namespace {

constexpr std::size_t kHead = 12;                   // bytes: RIFF, size, WEBP
constexpr std::size_t kMostFrames = 50'000;         // libwebp walks a list of all frames for each one
constexpr unsigned kTooShort = 10, kInstead = 100;  // milliseconds, as in Chromium and Firefox

tl::unexpected<Error> damaged() {
  return fail(ErrorKind::kInputUnreadable, "The picture is damaged or cut off. Copy or export it again.");
}

double seconds_of_frame(std::string_view chunk) {
  const unsigned milliseconds = AV_RL24(chunk.data() + 12);  // behind place and size
  return (milliseconds <= kTooShort ? kInstead : milliseconds) / 1000.0;
}

void note(WebpOutline& outline, std::string_view name, std::string_view chunk) {
  constexpr std::size_t kCanvas = 10, kFrame = 16;  // bytes of their heads
  if (name == "VP8X" && chunk.size() >= kCanvas)
    outline.size = {static_cast<int>(AV_RL24(chunk.data() + 4)) + 1,
                    static_cast<int>(AV_RL24(chunk.data() + 7)) + 1};
  if (name == "ANMF" && chunk.size() >= kFrame) {
    outline.starts.push_back(outline.end);
    outline.end += seconds_of_frame(chunk);
  }
  if (name == "EXIF") {
    if (chunk.starts_with("Exif")) chunk.remove_prefix(std::min<std::size_t>(chunk.size(), 6));
    outline.exif = tiff_orientation(chunk);
  }
}

}  // namespace

Result<WebpOutline> outline_webp(std::string& bytes) {
  constexpr std::size_t kChunkHead = 8;
  if (bytes.size() < kHead) return damaged();
  const std::size_t told = AV_RL32(bytes.data() + 4) + kChunkHead;
  const std::string_view all(bytes);
  WebpOutline outline;
  std::size_t at = kHead;
  const std::size_t end = std::min(told, all.size());
  while (at + kChunkHead <= end && outline.starts.size() <= kMostFrames) {
    const std::size_t length = AV_RL32(all.data() + at + 4);
    const std::size_t padded = length + length % 2;
    if (padded > end - at - kChunkHead) break;
    note(outline, all.substr(at, 4), all.substr(at + kChunkHead, length));
    at += kChunkHead + padded;
  }
  if (outline.starts.size() > kMostFrames)
    return fail(ErrorKind::kInputTooLarge,
                fmt::format("The animation has more than {} frames. Convert it to MP4 first.", kMostFrames));
  if (outline.starts.empty()) return damaged();
  outline.cut_off = told > all.size();
  if (at < end || outline.cut_off) {
    bytes.resize(at);
    AV_WL32(bytes.data() + 4, static_cast<std::uint32_t>(at - kChunkHead));
  }
  return outline;
}

Result<std::unique_ptr<WebpPictures>> WebpPictures::open(const std::string& bytes) {
  WebPAnimDecoderOptions options;
  if (WebPAnimDecoderOptionsInit(&options) == 0)
    return fail(ErrorKind::kInternal, "Animated WebP cannot be read on this machine.", "libwebp's version");
  options.color_mode = MODE_RGBA;
  const WebPData data{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
  auto pictures = std::make_unique<WebpPictures>();
  pictures->decoder_.reset(WebPAnimDecoderNew(&data, &options));
  if (pictures->decoder_ == nullptr ||
      WebPAnimDecoderGetInfo(pictures->decoder_.get(), &pictures->info_) == 0)
    return damaged();
  return pictures;
}

Result<FrameHandle> WebpPictures::next() {
  std::uint8_t* canvas = nullptr;  // the decoder's
  int until = 0;
  if (WebPAnimDecoderHasMoreFrames(decoder_.get()) == 0 ||
      WebPAnimDecoderGetNext(decoder_.get(), &canvas, &until) == 0)
    return FrameHandle();
  FrameHandle frame(av_frame_alloc());
  if (frame != nullptr) {
    frame->width = static_cast<int>(info_.canvas_width);
    frame->height = static_cast<int>(info_.canvas_height);
    frame->format = AV_PIX_FMT_RGBA;
  }
  if (frame == nullptr || av_frame_get_buffer(frame.get(), 0) < 0)
    return fail(ErrorKind::kMemoryLimit, "There is too little memory to decode the picture.");
  const std::size_t row = std::size_t{info_.canvas_width} * 4;
  for (int y = 0; y < frame->height; ++y)
    std::memcpy(frame->data[0] + std::ptrdiff_t{y} * frame->linesize[0],
                canvas + static_cast<std::size_t>(y) * row, row);
  frame->color_range = AVCOL_RANGE_JPEG;
  return frame;
}

}  // namespace smarttag::media
