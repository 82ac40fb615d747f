// A picture whose way up shows: red top left, green top right, blue bottom left, white bottom right.
#pragma once

#include <filesystem>
#include <string>

#include <opencv2/core.hpp>

namespace smarttag::media::testing {

// Writes it as PPM, 160x120, for ffmpeg to encode.
std::filesystem::path write_quadrants(const std::filesystem::path& file);

// The letters of the quadrants as they are seen, row by row: "RGBW" when upright; '?' for any other colour.
std::string quadrants(const cv::Mat& bgr);

// What quadrants() gives for the picture lying as the EXIF orientation 1 to 8 asks to turn it, once it is
// turned.
std::string turned_by_exif(int orientation);

// A TIFF of one tag, the orientation: the form of EXIF data.
std::string tiff_with_orientation(int orientation);

// A JPEG with the EXIF tag Orientation (CIPA DC-008) put in.
std::string with_exif(const std::string& jpeg, int orientation);

// A still WebP the same.
std::string webp_with_exif(const std::string& webp, int orientation, cv::Size size);

// An MP4 whose display matrix (box tkhd, ISO/IEC 14496-12) is that of the EXIF orientation.
std::string with_matrix(std::string mp4, int orientation);

}  // namespace smarttag::media::testing
