#include "media/video/picture_converter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "media/video/comb.h"
#include "media/video/tone_map.h"

namespace smarttag::media {
namespace {

constexpr double kOddest = 8;    // a pixel more oblong than this is a wrong tag
constexpr int kBright = 180;     // luma that is hard to tell from white
constexpr int kRowPadding = 64;  // bytes that swscale's vector code may write past the end of a row

// Width of a pixel over its height.
double pixel_aspect(const AVFrame* frame, const PictureLayout& layout) {
  AVRational aspect = layout.aspect;
  if (aspect.num <= 0 || aspect.den <= 0)
    aspect = frame != nullptr ? frame->sample_aspect_ratio : AVRational{1, 1};
  if (aspect.num <= 0 || aspect.den <= 0) return 1;
  const double ratio = av_q2d(aspect);
  return ratio > kOddest || ratio < 1 / kOddest ? 1 : ratio;
}

cv::Size square_pixels(cv::Size coded, double aspect) {
  return {std::max(1, static_cast<int>(std::lround(coded.width * aspect))), coded.height};
}

Orientation orientation_of(const AVFrame& frame, const PictureLayout& layout) {
  if (layout.orientation) return *layout.orientation;
  if (const std::int32_t* own = display_matrix(frame); own != nullptr) return Orientation::of_matrix(own);
  const AVDictionaryEntry* exif = av_dict_get(frame.metadata, "Orientation", nullptr, 0);
  return exif != nullptr ? Orientation::of_exif(std::atoi(exif->value)) : Orientation{};
}

// What to assume without a tag: HD is BT.709, SD and JPEG are BT.601.
int matrix_coefficients(const AVFrame& frame, bool still) {
  switch (frame.colorspace) {
    case AVCOL_SPC_BT709:
    case AVCOL_SPC_FCC:
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
    case AVCOL_SPC_SMPTE240M:
      return frame.colorspace;
    case AVCOL_SPC_BT2020_NCL:
    case AVCOL_SPC_BT2020_CL:
      return SWS_CS_BT2020;
    default:
      return !still && (frame.width >= 1280 || frame.height > 576) ? SWS_CS_ITU709 : SWS_CS_ITU601;
  }
}

bool is_full_range(const AVFrame& frame) {
  switch (frame.format) {
    case AV_PIX_FMT_YUVJ420P:
    case AV_PIX_FMT_YUVJ422P:
    case AV_PIX_FMT_YUVJ444P:
    case AV_PIX_FMT_YUVJ440P:
    case AV_PIX_FMT_YUVJ411P:
      return true;
    default:
      return frame.color_range == AVCOL_RANGE_JPEG;
  }
}

bool has_alpha(const AVFrame& frame) {
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  return format != nullptr && (format->flags & (AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_PAL)) != 0;
}

cv::Mat over(const cv::Mat& bgra, int ground) {
  cv::Mat bgr(bgra.size(), CV_8UC3);
  for (int y = 0; y < bgra.rows; ++y) {
    const auto* in = bgra.ptr<cv::Vec4b>(y);
    auto* out = bgr.ptr<cv::Vec3b>(y);
    for (int x = 0; x < bgra.cols; ++x) {
      const int alpha = in[x][3];
      for (int c = 0; c < 3; ++c)
        out[x][c] = static_cast<uchar>((in[x][c] * alpha + ground * (255 - alpha) + 127) / 255);
    }
  }
  return bgr;
}

// White, but black for a picture whose visible parts would be lost on white.
int ground_of(const cv::Mat& bgra) {
  std::int64_t visible = 0, bright = 0;
  for (int y = 0; y < bgra.rows; ++y) {
    const auto* row = bgra.ptr<cv::Vec4b>(y);
    for (int x = 0; x < bgra.cols; ++x) {
      if (row[x][3] < 128) continue;
      ++visible;
      const int luma = (29 * row[x][0] + 150 * row[x][1] + 77 * row[x][2]) >> 8;  // ITU-R BT.601
      bright += luma > kBright ? 1 : 0;
    }
  }
  const auto all = static_cast<std::int64_t>(bgra.total());
  return 10 * visible < 9 * all && 2 * bright > visible ? 0 : 255;
}

// Rows with room behind them, as swscale's vector code wants; the room is not part of the picture.
cv::Mat padded(cv::Size size, int type) {
  const auto pixel = static_cast<int>(CV_ELEM_SIZE(type));
  const int wide = (size.width * pixel + 2 * kRowPadding - 1) / kRowPadding * kRowPadding / pixel + 1;
  return cv::Mat(size.height, wide, type)(cv::Rect(cv::Point(), size));
}

}  // namespace

cv::Size displayed_size(const AVFrame& frame, const PictureLayout& layout) {
  return upright(square_pixels({frame.width, frame.height}, pixel_aspect(&frame, layout)),
                 orientation_of(frame, layout));
}

cv::Size displayed_size(cv::Size coded, const PictureLayout& layout) {
  return upright(square_pixels(coded, pixel_aspect(nullptr, layout)),
                 layout.orientation.value_or(Orientation{}));
}

Result<cv::Mat> PictureConverter::convert(const AVFrame& frame) {
  if (is_interlaced(frame)) {
    const FrameHandle whole(av_frame_clone(&frame));
    if (whole != nullptr && remove_comb(*whole)) return convert_whole(*whole);
  }
  return convert_whole(frame);
}

Result<cv::Mat> PictureConverter::convert_whole(const AVFrame& frame) {
  const cv::Size square = square_pixels({frame.width, frame.height}, pixel_aspect(&frame, layout_));
  const double factor =
      std::min(1.0, static_cast<double>(long_side_) / std::max(square.width, square.height));
  const cv::Size size(std::max(1, static_cast<int>(std::lround(square.width * factor))),
                      std::max(1, static_cast<int>(std::lround(square.height * factor))));
  const bool pq = frame.color_trc == AVCOL_TRC_SMPTE2084, hlg = frame.color_trc == AVCOL_TRC_ARIB_STD_B67;
  cv::Mat bgr;
  if (pq || hlg || frame.color_primaries == AVCOL_PRI_BT2020) {
    cv::Mat rgb = padded(size, CV_16UC3);
    if (auto done = scale(frame, AV_PIX_FMT_RGB48LE, rgb); !done) return tl::unexpected(done.error());
    bgr = tone_mapped(rgb, pq ? Transfer::kPq : (hlg ? Transfer::kHlg : Transfer::kGamma));
  } else if (has_alpha(frame)) {
    cv::Mat bgra = padded(size, CV_8UC4);
    if (auto done = scale(frame, AV_PIX_FMT_BGRA, bgra); !done) return tl::unexpected(done.error());
    bgr = over(bgra, layout_.still ? ground_of(bgra) : 255);
  } else {
    cv::Mat room = padded(size, CV_8UC3);
    if (auto done = scale(frame, AV_PIX_FMT_BGR24, room); !done) return tl::unexpected(done.error());
    bgr = room;
  }
  cv::Mat turned = upright(bgr, orientation_of(frame, layout_));
  return turned.isContinuous() ? turned : turned.clone();
}

// Fills `into`, whose size is the target, with the frame's whole picture.
Result<void> PictureConverter::scale(const AVFrame& frame, AVPixelFormat format, cv::Mat& into) {
  scaler_.reset(sws_getCachedContext(scaler_.release(), frame.width, frame.height,
                                     static_cast<AVPixelFormat>(frame.format), into.cols, into.rows, format,
                                     SWS_BILINEAR, nullptr, nullptr, nullptr));
  if (scaler_ != nullptr) {
    const int* coefficients = sws_getCoefficients(matrix_coefficients(frame, layout_.still));
    constexpr int kOne = 1 << 16;
    sws_setColorspaceDetails(scaler_.get(), coefficients, is_full_range(frame) ? 1 : 0,
                             sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, kOne, kOne);
    const std::array<std::uint8_t*, 4> planes{into.data, nullptr, nullptr, nullptr};
    const std::array<int, 4> steps{static_cast<int>(into.step[0]), 0, 0, 0};
    const int rows =
        sws_scale(scaler_.get(), frame.data, frame.linesize, 0, frame.height, planes.data(), steps.data());
    if (rows == into.rows) return {};
  }
  const char* name = av_get_pix_fmt_name(static_cast<AVPixelFormat>(frame.format));
  return fail(
      ErrorKind::kAnalysisFailed,
      fmt::format("Pictures of the pixel format {} cannot be converted. Convert the file first, for example "
                  "with ffmpeg.",
                  name != nullptr ? name : "?"));
}

}  // namespace smarttag::media
