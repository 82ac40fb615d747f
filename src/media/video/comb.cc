#include "media/video/comb.h"

#include <cstdlib>

namespace smarttag::media {
namespace {

constexpr int kStep = 10;          // grey levels between the fields that show as a comb
constexpr double kShare = 0.0015;  // of the pixels looked at, below which a picture counts as whole

// Whether the pixel differs from both neighbours above and below in the same direction, while it agrees with
// the next lines of its own field, and the neighbours agree with each other: a thin horizontal stroke does
// not.
bool is_comb(const std::uint8_t* pixel, std::ptrdiff_t line) {
  const int own = *pixel, above = pixel[-line], below = pixel[line];
  const int up = own - above, down = own - below;
  if ((up <= kStep || down <= kStep) && (up >= -kStep || down >= -kStep)) return false;
  const int field = std::max(std::abs(own - pixel[-2 * line]), std::abs(own - pixel[2 * line]));
  return 2 * field < std::abs(up) + std::abs(down) && std::abs(above - below) < kStep + std::abs(up) / 2;
}

double comb_share(const std::uint8_t* plane, std::ptrdiff_t line, int width, int height) {
  std::int64_t combed = 0, seen = 0;
  for (int y = 3; y + 2 < height; y += 8) {
    for (int x = 0; x < width; x += 2, ++seen) combed += is_comb(plane + y * line + x, line) ? 1 : 0;
  }
  return seen > 0 ? static_cast<double>(combed) / static_cast<double>(seen) : 0;
}

// Odd lines are the second field; even lines stay as they are, so the result does not depend on the order.
void smooth(std::uint8_t* plane, std::ptrdiff_t line, int width, int height) {
  for (int y = 3; y + 2 < height; y += 2) {
    std::uint8_t* row = plane + y * line;
    // The line above of the same field is already smoothed: compare with what it was.
    for (int x = 0; x < width; ++x) {
      const int mean = (row[x - line] + row[x + line] + 1) / 2;
      const bool torn = std::abs(row[x] - row[x - line]) > kStep &&
                        std::abs(row[x] - row[x + line]) > kStep &&
                        (row[x] > row[x - line]) == (row[x] > row[x + line]) &&
                        std::abs(row[x] - row[x + 2 * line]) < std::abs(row[x] - mean);
      if (torn) row[x] = static_cast<std::uint8_t>(mean);
    }
  }
}

}  // namespace

bool remove_comb(AVFrame& frame) {
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  constexpr unsigned kOther =
      AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL;
  if (format == nullptr || (format->flags & kOther) != 0 || format->comp[0].depth != 8 ||
      format->comp[0].step != 1) {
    return false;
  }
  if (comb_share(frame.data[0], frame.linesize[0], frame.width, frame.height) < kShare) return false;
  if (av_frame_make_writable(&frame) < 0) return false;
  const int planes = (format->flags & AV_PIX_FMT_FLAG_PLANAR) != 0 && format->nb_components >= 3 ? 3 : 1;
  for (int i = 0; i < planes; ++i) {
    const bool chroma = i > 0;
    if (chroma && format->comp[i].step != 1) continue;  // interleaved chroma
    const int width = chroma ? AV_CEIL_RSHIFT(frame.width, format->log2_chroma_w) : frame.width;
    const int height = chroma ? AV_CEIL_RSHIFT(frame.height, format->log2_chroma_h) : frame.height;
    smooth(frame.data[i], frame.linesize[i], width, height);
  }
  return true;
}

}  // namespace smarttag::media
