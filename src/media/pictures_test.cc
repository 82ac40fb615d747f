// Still pictures, which way up they are, and pictures that move.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "media/testing/generated_media.h"
#include "media/testing/quadrants.h"

namespace smarttag::media {
namespace {

using namespace smarttag::media::testing;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Kind {
  std::string file;
  std::string arguments;
  std::string codec;
};

void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.file; }

std::filesystem::path make(const ScratchFolder& scratch, const std::string& file,
                           const std::string& arguments = "") {
  return generate(scratch / file, "-i " + write_quadrants(scratch / "q.ppm").string() + " " + arguments);
}

class PictureKind : public ::testing::TestWithParam<Kind> {};

TEST_P(PictureKind, GivesOneFrame) {
  const ScratchFolder scratch;
  const auto decoded = decode(make(scratch, GetParam().file, GetParam().arguments));
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  ASSERT_TRUE(decoded->ended);
  EXPECT_EQ(decoded->info.type, MediaInfo::Type::kPicture);
  EXPECT_EQ(decoded->info.duration, 0);
  EXPECT_EQ(decoded->info.width, 160);
  EXPECT_EQ(decoded->info.height, 120);
  EXPECT_TRUE(decoded->info.has_video);
  EXPECT_FALSE(decoded->info.has_audio);
  EXPECT_EQ(decoded->info.video_codec, GetParam().codec);
  ASSERT_EQ(decoded->frames.size(), 1U);
  EXPECT_EQ(decoded->frames[0].bgr.size(), cv::Size(160, 120));
  EXPECT_EQ(quadrants(decoded->frames[0].bgr), "RGBW");
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, PictureKind,
    ::testing::Values(Kind{"a.jpg", "-q:v 2", "mjpeg"},
                      Kind{"full-chroma.jpg", "-q:v 2 -pix_fmt yuvj444p", "mjpeg"}, Kind{"a.png", "", "png"},
                      Kind{"deep.png", "-pix_fmt rgb48be", "png"}, Kind{"alpha.png", "-pix_fmt rgba", "png"},
                      Kind{"palette.png", "-vf 'split[a][b];[a]palettegen[p];[b][p]paletteuse' -pix_fmt pal8",
                           "png"},
                      Kind{"lossy.webp", "-c:v libwebp -quality 90", "webp"},
                      Kind{"lossless.webp", "-c:v libwebp -lossless 1", "webp"}, Kind{"a.bmp", "", "bmp"},
                      Kind{"lzw.tiff", "-compression_algo lzw", "tiff"},
                      Kind{"raw.tiff", "-compression_algo raw", "tiff"}, Kind{"a.jp2", "", "jpeg2000"},
                      Kind{"a.ppm", "", "ppm"}, Kind{"a.jxl", "-distance 0", "jpegxl"},
                      Kind{"a.gif", "-vf 'split[a][b];[a]palettegen[p];[b][p]paletteuse'", "gif"},
                      Kind{"single.apng", "-f apng", "png"},
                      Kind{"a.avif", "-c:v libaom-av1 -still-picture 1 -cpu-used 8 -crf 10", "av1"}));

TEST(Picture, GreyStaysGrey) {
  const ScratchFolder scratch;
  const auto decoded = decode(generate(
      scratch / "g.png", "-f lavfi -i color=c=0x646464:s=66x70,format=gray,scale=33:35 -frames:v 1"));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->frames.at(0).bgr.size(), cv::Size(33, 35));
  EXPECT_NEAR(colour_at(decoded->frames[0].bgr, 0, 0, 1, 1)[1], 100, 2);
}

TEST(Picture, WhatIsTransparentLiesOnWhite) {
  const ScratchFolder scratch;
  const auto decoded = decode(
      generate(scratch / "t.png", "-f lavfi -i color=c=black@0.0:s=64x64,format=rgba -frames:v 1 -update 1"));
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_EQ(colour_at(decoded->frames.at(0).bgr, 0, 0, 1, 1), cv::Scalar(255, 255, 255));
}

TEST(Picture, WhiteOnTransparentLiesOnBlack) {
  const ScratchFolder scratch;
  const auto decoded = decode(generate(
      scratch / "t.png",
      "-f lavfi -i color=c=white:s=64x64 -vf 'format=rgba,geq=r=255:g=255:b=255:a=255*lt(X\\,20)*lt(Y\\,20)' "
      "-frames:v 1 -update 1"));
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_EQ(colour_at(decoded->frames.at(0).bgr, 0.5, 0.5, 1, 1), cv::Scalar(0, 0, 0));
  EXPECT_EQ(colour_at(decoded->frames.at(0).bgr, 0, 0, 0.25, 0.25), cv::Scalar(255, 255, 255));
}

TEST(Picture, StripKeepsItsWidth) {
  const ScratchFolder scratch;
  const auto decoded =
      decode(generate(scratch / "s.png", "-f lavfi -i color=c=white:s=600x9000 -frames:v 1 -update 1"));
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_EQ(decoded->frames.at(0).bgr.size(), cv::Size(600, 9000));
  EXPECT_FLOAT_EQ(decoded->frames[0].scale, 1);
}

TEST(Picture, IsMadeSmallerAndTellsTheScale) {
  const ScratchFolder scratch;
  Limits limits = test_limits();
  limits.analysis_pixels = 80;
  const auto decoded = decode(make(scratch, "a.png"), limits);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->info.width, 160);
  EXPECT_EQ(decoded->frames.at(0).bgr.size(), cv::Size(80, 60));
  EXPECT_FLOAT_EQ(decoded->frames[0].scale, 2);
  EXPECT_EQ(quadrants(decoded->frames[0].bgr), "RGBW");
}

class Exif : public ::testing::TestWithParam<int> {};

TEST_P(Exif, TurnsAJpeg) {
  const ScratchFolder scratch;
  const std::string jpeg = read_bytes(make(scratch, "a.jpg", "-q:v 2"));
  write_bytes(scratch / "turned.jpg", with_exif(jpeg, GetParam()));
  const auto decoded = decode(scratch / "turned.jpg");
  ASSERT_TRUE(decoded);
  const bool sideways = GetParam() >= 5;
  EXPECT_EQ(decoded->info.width, sideways ? 120 : 160);
  EXPECT_EQ(decoded->frames.at(0).bgr.size(), sideways ? cv::Size(120, 160) : cv::Size(160, 120));
  EXPECT_EQ(quadrants(decoded->frames[0].bgr), turned_by_exif(GetParam()));
}

TEST_P(Exif, TurnsAWebp) {
  const ScratchFolder scratch;
  const std::string webp = read_bytes(make(scratch, "a.webp", "-c:v libwebp -quality 90"));
  write_bytes(scratch / "turned.webp", webp_with_exif(webp, GetParam(), {160, 120}));
  const auto decoded = decode(scratch / "turned.webp");
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_EQ(quadrants(decoded->frames.at(0).bgr), turned_by_exif(GetParam()));
}

TEST_P(Exif, TurnsAPng) {
  const ScratchFolder scratch;
  const std::string png = read_bytes(make(scratch, "a.png"));
  const std::string exif = std::string("MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19) +
                           static_cast<char>(GetParam()) + std::string(6, '\0');
  const std::size_t data = png.find("IDAT") - 4;
  // FFmpeg does not ask for the check sum of a chunk that it does not know.
  write_bytes(scratch / "turned.png", png.substr(0, data) + std::string("\0\0\0\x1A", 4) + "eXIf" + exif +
                                          std::string(4, '\0') + png.substr(data));
  const auto decoded = decode(scratch / "turned.png");
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_EQ(quadrants(decoded->frames.at(0).bgr), turned_by_exif(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Orientations, Exif, ::testing::Range(1, 9));

class Moving : public ::testing::TestWithParam<Kind> {};

TEST_P(Moving, IsAVideo) {
  const ScratchFolder scratch;
  const auto file =
      generate(scratch / GetParam().file, "-f lavfi -i testsrc=s=64x48:r=10:d=2 " + GetParam().arguments);
  const auto decoded = decode(file);
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  ASSERT_TRUE(decoded->ended) << decoded->ended.error().client.text;
  EXPECT_EQ(decoded->info.type, MediaInfo::Type::kVideo);
  EXPECT_NEAR(decoded->info.duration, 2, 0.11);
  EXPECT_EQ(decoded->frames.size(), 4U);
}

INSTANTIATE_TEST_SUITE_P(Kinds, Moving,
                         ::testing::Values(Kind{"a.gif", "", "gif"}, Kind{"a.apng", "-f apng", "apng"},
                                           Kind{"a.avif", "-c:v libaom-av1 -usage realtime -cpu-used 8",
                                                "av1"}));

class CutOff : public ::testing::TestWithParam<Kind> {};

TEST_P(CutOff, IsUnreadable) {
  const ScratchFolder scratch;
  const std::string bytes =
      read_bytes(generate(scratch / ("whole-" + GetParam().file),
                          "-f lavfi -i mandelbrot=s=320x240 -frames:v 1 " + GetParam().arguments));
  for (const double share : {0.1, 0.5, 0.9}) {
    write_bytes(scratch / GetParam().file,
                bytes.substr(0, static_cast<std::size_t>(share * static_cast<double>(bytes.size()))));
    EXPECT_THAT(failure(scratch / GetParam().file), StartsWith("InputUnreadable: ")) << share;
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, CutOff,
                         ::testing::Values(Kind{"a.jpg", "", ""}, Kind{"a.png", "", ""},
                                           Kind{"a.bmp", "", ""}, Kind{"lossy.webp", "-c:v libwebp", ""},
                                           Kind{"lossless.webp", "-c:v libwebp -lossless 1", ""},
                                           Kind{"a.gif", "", ""}));

TEST(Picture, ABombIsRefusedBeforeItsMemoryIsTaken) {
  const ScratchFolder scratch;
  std::string png = read_bytes(make(scratch, "a.png"));
  png.replace(16, 8, std::string("\x00\x00\xFF\xFF\x00\x00\xFF\xFF", 8));  // IHDR: 65535x65535
  write_bytes(scratch / "bomb.png", png);
  EXPECT_THAT(failure(scratch / "bomb.png"), HasSubstr("Input"));
  const auto large =
      generate(scratch / "large.png", "-f lavfi -i color=c=white:s=5000x5000 -frames:v 1 -pix_fmt monob");
  EXPECT_EQ(
      failure(large),
      "InputTooLarge: The picture has 5000x5000 pixels; at most 16777216 are allowed (setting max-pixels).");
}

}  // namespace
}  // namespace smarttag::media
