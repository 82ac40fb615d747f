// Which way up a still picture lies, where FFmpeg does not tell.
#pragma once

#include <optional>
#include <string_view>

namespace smarttag::media {

// The tag Orientation (CIPA DC-008, 4.6.4) of a TIFF structure, which a TIFF file is and which EXIF data are.
// None where it is missing or the structure is damaged.
std::optional<int> tiff_orientation(std::string_view tiff);

// The same of the eXIf chunk of a PNG file (PNG specification, third edition, 11.3.4.5).
std::optional<int> png_orientation(std::string_view png);

}  // namespace smarttag::media
