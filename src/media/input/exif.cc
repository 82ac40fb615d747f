#include "media/input/exif.h"

extern "C" {
#include <libavutil/intreadwrite.h>
}

namespace smarttag::media {
namespace {

constexpr unsigned kOrientation = 0x0112;
constexpr std::size_t kEntry = 12;  // bytes of an entry of a directory

}  // namespace

std::optional<int> tiff_orientation(std::string_view tiff) {
  if (tiff.size() < 8) return std::nullopt;
  const bool little = tiff.starts_with("II");
  if (!little && !tiff.starts_with("MM")) return std::nullopt;
  const auto two = [&](std::size_t at) -> unsigned {
    return little ? AV_RL16(tiff.data() + at) : AV_RB16(tiff.data() + at);
  };
  const std::size_t directory = little ? AV_RL32(tiff.data() + 4) : AV_RB32(tiff.data() + 4);
  if (two(2) != 42 || directory + 2 > tiff.size()) return std::nullopt;
  const unsigned count = two(directory);
  for (unsigned i = 0; i < count; ++i) {
    const std::size_t at = directory + 2 + i * kEntry;
    if (at + kEntry > tiff.size()) return std::nullopt;
    if (two(at) != kOrientation) continue;
    const unsigned value = two(at + 8);
    return value >= 1 && value <= 8 ? std::optional(static_cast<int>(value)) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<int> png_orientation(std::string_view png) {
  constexpr std::size_t kSignature = 8, kAround = 12;  // bytes: before the chunks; length, type and check sum
  for (std::size_t at = kSignature; at + kAround <= png.size();) {
    const std::size_t length = AV_RB32(png.data() + at);
    if (length > png.size() - at - kAround) return std::nullopt;
    if (png.substr(at + 4, 4) == "eXIf") return tiff_orientation(png.substr(at + 8, length));
    at += kAround + length;
  }
  return std::nullopt;
}

}  // namespace smarttag::media
