#include "media/testing/quadrants.h"

#include <array>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "media/testing/generated_media.h"

namespace smarttag::media::testing {
namespace {

constexpr int kWidth = 160, kHeight = 120;

std::string little(std::uint32_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
  return text;
}

std::string big(std::uint32_t value, int bytes) {
  const std::string text = little(value, bytes);
  return {text.rbegin(), text.rend()};
}

char letter(const cv::Scalar& colour) {
  const auto is = [&](double blue, double green, double red) {
    return std::abs(colour[0] - blue) < 40 && std::abs(colour[1] - green) < 40 &&
           std::abs(colour[2] - red) < 40;
  };
  if (is(0, 0, 255)) return 'R';
  if (is(0, 255, 0)) return 'G';
  if (is(255, 0, 0)) return 'B';
  return is(255, 255, 255) ? 'W' : '?';
}

}  // namespace

std::filesystem::path write_quadrants(const std::filesystem::path& file) {
  std::string text = fmt::format("P6 {} {} 255\n", kWidth, kHeight);
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const bool right = x >= kWidth / 2, low = y >= kHeight / 2;
      text += right ? (low ? std::string("\xFF\xFF\xFF", 3) : std::string("\x00\xFF\x00", 3))
                    : (low ? std::string("\x00\x00\xFF", 3) : std::string("\xFF\x00\x00", 3));
    }
  }
  write_bytes(file, text);
  return file;
}

std::string quadrants(const cv::Mat& bgr) {
  std::string seen;
  for (const double top : {0.1, 0.6}) {
    for (const double left : {0.1, 0.6})
      seen.push_back(letter(colour_at(bgr, left, top, left + 0.3, top + 0.3)));
  }
  return seen;
}

std::string turned_by_exif(int orientation) {
  constexpr std::array<const char*, 8> kSeen{"RGBW", "GRWB", "WBGR", "BWRG", "RBGW", "BRWG", "WGBR", "GWRB"};
  return kSeen.at(static_cast<std::size_t>(orientation - 1));
}

std::string tiff_with_orientation(int orientation) {
  return "II" + little(42, 2) + little(8, 4) + little(1, 2) + little(0x112, 2) + little(3, 2) + little(1, 4) +
         little(static_cast<std::uint32_t>(orientation), 4) + little(0, 4);
}

std::string with_exif(const std::string& jpeg, int orientation) {
  const std::string body = std::string("Exif\0\0", 6) + tiff_with_orientation(orientation);
  return jpeg.substr(0, 2) + "\xFF\xE1" + big(static_cast<std::uint32_t>(body.size() + 2), 2) + body +
         jpeg.substr(2);
}

std::string webp_with_exif(const std::string& webp, int orientation, cv::Size size) {
  const std::string exif = tiff_with_orientation(orientation);
  const std::string extended = "VP8X" + little(10, 4) + little(0x08, 4) +
                               little(static_cast<std::uint32_t>(size.width - 1), 3) +
                               little(static_cast<std::uint32_t>(size.height - 1), 3);
  const std::string body = "WEBP" + extended + webp.substr(12) + "EXIF" +
                           little(static_cast<std::uint32_t>(exif.size()), 4) + exif;
  return "RIFF" + little(static_cast<std::uint32_t>(body.size()), 4) + body;
}

std::string with_matrix(std::string mp4, int orientation) {
  // a, b, c, d: a point (p, q) goes to (a p + c q, b p + d q).
  constexpr std::array<std::array<int, 4>, 8> kMatrices{{{1, 0, 0, 1},
                                                         {-1, 0, 0, 1},
                                                         {-1, 0, 0, -1},
                                                         {1, 0, 0, -1},
                                                         {0, 1, 1, 0},
                                                         {0, 1, -1, 0},
                                                         {0, -1, -1, 0},
                                                         {0, -1, 1, 0}}};
  const auto& matrix = kMatrices.at(static_cast<std::size_t>(orientation - 1));
  const auto fixed = [](int value) { return big(static_cast<std::uint32_t>(value) << 16, 4); };
  const std::string bytes = fixed(matrix[0]) + fixed(matrix[1]) + big(0, 4) + fixed(matrix[2]) +
                            fixed(matrix[3]) + big(0, 4) + big(0, 4) + big(0, 4) + big(0x40000000, 4);
  const std::size_t box = mp4.find("tkhd");
  EXPECT_NE(box, std::string::npos);
  return mp4.replace(box + 4 + 40, bytes.size(), bytes);
}

}  // namespace smarttag::media::testing
