#include "media/video/thumbnail.h"

#include <cstring>

namespace smarttag::media {
namespace {

constexpr int kPoints = 8;  // points a cell, each way

// T: the type of a sample; `shift` brings it to 8 bits.
template <class T>
Thumbnail sampled(const std::uint8_t* plane, std::ptrdiff_t line, int width, int height, int shift) {
  Thumbnail thumbnail;
  std::array<int, Thumbnail::kWidth * kPoints> columns{};
  for (std::size_t i = 0; i < columns.size(); ++i) {
    columns[i] = static_cast<int>((2 * i + 1) * static_cast<std::size_t>(width) / (2 * columns.size()));
  }
  constexpr int kRows = Thumbnail::kHeight * kPoints;
  for (int i = 0; i < kRows; ++i) {
    const std::int64_t y = static_cast<std::int64_t>(2 * i + 1) * height / (2 * kRows);
    const auto* row = reinterpret_cast<const T*>(plane + y * line);
    float* cells = &thumbnail.grey[static_cast<std::size_t>(i / kPoints * Thumbnail::kWidth)];
    for (int x = 0; x < Thumbnail::kWidth; ++x) {
      int sum = 0;
      for (int k = 0; k < kPoints; ++k)
        sum += row[columns[static_cast<std::size_t>(x * kPoints + k)]] >> shift;
      cells[x] += static_cast<float>(sum) / (kPoints * kPoints);
    }
  }
  return thumbnail;
}

}  // namespace

Thumbnail Thumbnailer::make(const AVFrame& frame) {
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  constexpr unsigned kOther = AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM |
                              AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_BE;
  if (format != nullptr && (format->flags & kOther) == 0) {
    const AVComponentDescriptor& luma = format->comp[0];
    if (luma.plane == 0 && luma.step == 1) {
      return sampled<std::uint8_t>(frame.data[0], frame.linesize[0], frame.width, frame.height, 0);
    }
    if (luma.plane == 0 && luma.step == 2 && luma.depth > 8) {
      return sampled<std::uint16_t>(frame.data[0], frame.linesize[0], frame.width, frame.height,
                                    luma.depth + luma.shift - 8);
    }
  }
  constexpr int kWidth = Thumbnail::kWidth * kPoints, kHeight = Thumbnail::kHeight * kPoints;
  scaler_.reset(sws_getCachedContext(scaler_.release(), frame.width, frame.height,
                                     static_cast<AVPixelFormat>(frame.format), kWidth, kHeight,
                                     AV_PIX_FMT_GRAY8, SWS_FAST_BILINEAR, nullptr, nullptr, nullptr));
  if (scaler_ == nullptr) return {};
  std::array<std::uint8_t, static_cast<std::size_t>(kWidth) * kHeight> grey{};
  const std::array<std::uint8_t*, 4> planes{grey.data(), nullptr, nullptr, nullptr};
  const std::array<int, 4> steps{kWidth, 0, 0, 0};
  sws_scale(scaler_.get(), frame.data, frame.linesize, 0, frame.height, planes.data(), steps.data());
  return sampled<std::uint8_t>(grey.data(), kWidth, kWidth, kHeight, 0);
}

}  // namespace smarttag::media
