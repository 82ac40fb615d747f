// Colours, light and shape as a viewer sees them.
#include <array>
#include <cmath>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "media/testing/generated_media.h"
#include "media/testing/quadrants.h"

namespace smarttag::media {
namespace {

using namespace smarttag::media::testing;

class Rotation : public ::testing::TestWithParam<int> {};

TEST_P(Rotation, OfTheDisplayMatrixIsApplied) {
  const ScratchFolder scratch;
  const auto plain =
      generate(scratch / "a.mp4", "-loop 1 -i " + write_quadrants(scratch / "q.ppm").string() +
                                      " -t 0.2 -pix_fmt yuv420p -c:v libx264 -qp 10 -preset ultrafast");
  write_bytes(scratch / "turned.mp4", with_matrix(read_bytes(plain), GetParam()));
  const auto decoded = decode(scratch / "turned.mp4");
  ASSERT_TRUE(decoded);
  const bool sideways = GetParam() >= 5;
  EXPECT_EQ(decoded->info.width, sideways ? 120 : 160);
  EXPECT_EQ(decoded->info.height, sideways ? 160 : 120);
  EXPECT_EQ(decoded->frames.at(0).bgr.size(), cv::Size(decoded->info.width, decoded->info.height));
  EXPECT_EQ(quadrants(decoded->frames[0].bgr), turned_by_exif(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Orientations, Rotation, ::testing::Range(1, 9));

TEST(Shape, PixelsAreMadeSquare) {
  const ScratchFolder scratch;
  Limits limits = test_limits();
  limits.analysis_pixels = 320;
  for (const char* name : {"a.mp4", "a.mkv", "a.ts"}) {
    const auto file =
        generate(scratch / name, "-f lavfi -i testsrc=s=360x288:d=0.2 -vf setsar=16/9 -c:v libx264");
    const auto decoded = decode(file, limits);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->info.width, 640);
    EXPECT_EQ(decoded->info.height, 288);
    EXPECT_EQ(decoded->frames.at(0).bgr.size(), cv::Size(320, 144));
    EXPECT_FLOAT_EQ(decoded->frames[0].scale, 2);
  }
}

// Sizes at which vector code has to treat the right edge on its own.
TEST(Shape, OddSizesAreFilledToTheEdge) {
  const ScratchFolder scratch;
  for (const auto& [width, height] :
       {std::pair{33, 31}, std::pair{65, 64}, std::pair{127, 95}, std::pair{854, 480}}) {
    const auto size = std::to_string(width) + "x" + std::to_string(height);
    const auto file =
        generate(scratch / "a.mkv", "-f lavfi -i color=white:s=1000x1000:d=0.1,format=yuv444p,scale=" + size +
                                        ",setsar=1,format=yuv420p -c:v libvpx-vp9 -lossless 1 -cpu-used 8");
    const auto decoded = decode(file);
    ASSERT_TRUE(decoded) << size;
    const cv::Mat& bgr = decoded->frames.at(0).bgr;
    ASSERT_EQ(bgr.size(), cv::Size(width, height));
    EXPECT_TRUE(bgr.isContinuous());
    double least = 0;
    cv::minMaxLoc(bgr.reshape(1), &least);
    EXPECT_GE(least, 240) << size;  // an edge that was not written is black
  }
}

struct Coding {
  std::string name;
  std::string filter;  // from the RGB source to the coded picture
  std::string tags;
};

void PrintTo(const Coding& coding, std::ostream* out) { *out << coding.name; }

class SdrColour : public ::testing::TestWithParam<Coding> {};

// One colour that every confusion of matrix or range shifts.
TEST_P(SdrColour, ComesBack) {
  const ScratchFolder scratch;
  const auto file =
      generate(scratch / "a.mkv", "-f lavfi -i color=c=0xC83C28:s=320x180:d=0.1,format=gbrp -vf " +
                                      GetParam().filter + " -c:v libx264 -qp 1 " + GetParam().tags);
  const auto decoded = decode(file);
  ASSERT_TRUE(decoded);
  const cv::Scalar colour = colour_at(decoded->frames.at(0).bgr, 0.2, 0.2, 0.8, 0.8);
  EXPECT_NEAR(colour[2], 0xC8, 4);
  EXPECT_NEAR(colour[1], 0x3C, 4);
  EXPECT_NEAR(colour[0], 0x28, 4);
}

INSTANTIATE_TEST_SUITE_P(
    Codings, SdrColour,
    ::testing::Values(
        Coding{"601 limited", "scale=out_color_matrix=bt601:out_range=tv,format=yuv420p",
               "-colorspace smpte170m -color_range tv"},
        Coding{"601 full", "scale=out_color_matrix=bt601:out_range=pc,format=yuv420p",
               "-colorspace smpte170m -color_range pc"},
        Coding{"709 limited", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
               "-colorspace bt709 -color_range tv"},
        Coding{"709 full", "scale=out_color_matrix=bt709:out_range=pc,format=yuv444p",
               "-colorspace bt709 -color_range pc"},
        Coding{"709 limited 10 bit", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p10le",
               "-colorspace bt709 -color_range tv"},
        Coding{"2020 matrix", "scale=out_color_matrix=bt2020:out_range=tv,format=yuv420p10le",
               "-colorspace bt2020nc -color_primaries bt709 -color_range tv"},
        Coding{"untagged SD", "scale=out_color_matrix=bt601:out_range=tv,format=yuv420p", ""},
        Coding{"untagged HD", "scale=1280:720:out_color_matrix=bt709:out_range=tv,format=yuv420p", ""}));

// ---- HDR: patches of known light, coded here after SMPTE ST 2084 and ITU-R BT.2100.

using Rgb = std::array<double, 3>;

double pq_code(double nits) {
  const double y = std::pow(nits / 10000, 2610.0 / 16384);
  return std::pow((3424.0 / 4096 + 2413.0 / 128 * y) / (1 + 2392.0 / 128 * y), 2523.0 / 32);
}

double hlg_code(double scene) {
  return scene <= 1.0 / 12 ? std::sqrt(3 * scene)
                           : 0.17883277 * std::log(12 * scene - 0.28466892) + 0.55991073;
}

// BT.709 to BT.2020 primaries, ITU-R BT.2087.
Rgb to_2020(const Rgb& c) {
  return {0.6274 * c[0] + 0.3293 * c[1] + 0.0433 * c[2], 0.0691 * c[0] + 0.9195 * c[1] + 0.0114 * c[2],
          0.0164 * c[0] + 0.0880 * c[1] + 0.8956 * c[2]};
}

// Light of the scene that a screen of 1000 cd/m2 shows as `nits` (inverse OOTF of BT.2100).
Rgb to_scene(const Rgb& nits) {
  const double luminance = (0.2627 * nits[0] + 0.6780 * nits[1] + 0.0593 * nits[2]) / 1000;
  if (luminance <= 0) return {};
  const double gain = std::pow(luminance, (1 - 1.2) / 1.2) / 1000;
  return {nits[0] * gain, nits[1] * gain, nits[2] * gain};
}

// A video of 60x40 patches beside each other, of this light in cd/m2 with BT.709 primaries.
std::filesystem::path hdr_video(const ScratchFolder& scratch, const std::vector<Rgb>& patches, bool pq) {
  const std::size_t width = 60 * patches.size(), height = 40;
  std::array<std::string, 3> planes;
  std::vector<std::array<int, 3>> codes;
  for (const Rgb& patch : patches) {
    const Rgb light = to_2020(patch);
    const Rgb scene = to_scene(light);
    Rgb code{};
    for (std::size_t i = 0; i < 3; ++i)
      code[i] = pq ? pq_code(std::max(light[i], 0.0)) : hlg_code(std::max(scene[i], 0.0));
    const double y = 0.2627 * code[0] + 0.6780 * code[1] + 0.0593 * code[2];
    codes.push_back({static_cast<int>(std::lround(64 + 876 * y)),
                     static_cast<int>(std::lround(512 + 896 * (code[2] - y) / 1.8814)),
                     static_cast<int>(std::lround(512 + 896 * (code[0] - y) / 1.4746))});
  }
  for (std::size_t plane = 0; plane < 3; ++plane) {
    for (std::size_t y = 0; y < height; ++y) {
      for (std::size_t x = 0; x < width; ++x) {
        const int value = codes[x / 60][plane];
        planes[plane] += {static_cast<char>(value & 0xFF), static_cast<char>(value >> 8)};
      }
    }
  }
  write_bytes(scratch / "raw", planes[0] + planes[1] + planes[2]);
  const std::string transfer = pq ? "smpte2084" : "arib-std-b67";
  return generate(
      scratch / "hdr.mkv",
      "-f rawvideo -pix_fmt yuv444p10le -s " + std::to_string(width) + "x40 -i " +
          (scratch / "raw").string() +
          " -c:v libx264 -qp 0 -color_range tv -colorspace bt2020nc -color_primaries bt2020 -color_trc " +
          transfer);
}

// What a level of light relative to reference white (203 cd/m2) must come out as where it is not compressed.
double sdr_code(double nits) { return 255 * std::pow(nits / 203, 1 / 2.4); }

class Hdr : public ::testing::TestWithParam<bool> {};

TEST_P(Hdr, GreysKeepTheirLightAndHighlightsTheirOrder) {
  const ScratchFolder scratch;
  const std::vector<Rgb> patches{{0, 0, 0},       {5, 5, 5},       {20, 20, 20},    {50, 50, 50},
                                 {100, 100, 100}, {203, 203, 203}, {500, 500, 500}, {1000, 1000, 1000}};
  const auto decoded = decode(hdr_video(scratch, patches, GetParam()));
  ASSERT_TRUE(decoded);
  std::vector<double> levels;
  for (std::size_t i = 0; i < patches.size(); ++i) {
    const double left = static_cast<double>(i) / 8;
    const cv::Scalar colour = colour_at(decoded->frames.at(0).bgr, left + 0.03, 0.2, left + 0.09, 0.8);
    EXPECT_NEAR(colour[0], colour[1], 3) << i;  // grey stays grey
    EXPECT_NEAR(colour[2], colour[1], 3) << i;
    levels.push_back(colour[1]);
  }
  EXPECT_NEAR(levels[0], 0, 3);
  for (const std::size_t i : {1U, 2U, 3U, 4U}) EXPECT_NEAR(levels[i], sdr_code(patches[i][0]), 4) << i;
  EXPECT_NEAR(levels[5], 226, 5);        // white paper is light, not grey
  EXPECT_GT(levels[6], levels[5] + 10);  // and highlights are lighter still
  EXPECT_NEAR(levels[7], 255, 3);
}

TEST_P(Hdr, ColoursKeepTheirHue) {
  const ScratchFolder scratch;
  const auto decoded =
      decode(hdr_video(scratch, {{80, 0, 0}, {0, 80, 0}, {0, 0, 80}, {80, 40, 10}}, GetParam()));
  ASSERT_TRUE(decoded);
  const auto at = [&](int i) {
    return colour_at(decoded->frames.at(0).bgr, i * 0.25 + 0.05, 0.2, i * 0.25 + 0.2, 0.8);
  };
  const double full = sdr_code(80);
  for (int i = 0; i < 3; ++i) {
    for (int channel = 0; channel < 3; ++channel) {
      EXPECT_NEAR(at(i)[channel], channel == 2 - i ? full : 0, channel == 2 - i ? 6 : 32)
          << i << ' ' << channel;
    }
  }
  EXPECT_NEAR(at(3)[2], full, 6);
  EXPECT_NEAR(at(3)[1], sdr_code(40), 6);
  EXPECT_NEAR(at(3)[0], sdr_code(10), 8);
}

INSTANTIATE_TEST_SUITE_P(Transfers, Hdr, ::testing::Bool());

// Fields 20 ms apart with a bar that moves: without treatment its edges are combs.
TEST(Interlaced, TheCombIsTakenOutAndLinesThatStandStillStay) {
  const ScratchFolder scratch;
  const auto file =
      generate(scratch / "a.mkv",
               "-f lavfi -i color=black:s=320x240:r=50:d=0.24 -vf "
               "\"geq=lum='if(between(X,N*8,N*8+120)*lt(Y,160),200,if(gt(Y,180)*eq(mod(Y,6),0),235,16))':cb="
               "128:cr=128,"
               "interlace=lowpass=off\" -c:v libx264 -flags +ilme+ildct -qp 5 -preset ultrafast");
  Limits limits = test_limits();
  limits.sample_rate = 25;
  const auto decoded = decode(file, limits);
  ASSERT_TRUE(decoded);
  const cv::Mat& bgr = decoded->frames.at(3).bgr;
  int combs = 0, lines = 0;
  for (int y = 10; y < 150; ++y) {
    for (int x = 0; x < bgr.cols; ++x) {
      const int own = bgr.at<cv::Vec3b>(y, x)[1], above = bgr.at<cv::Vec3b>(y - 1, x)[1],
                below = bgr.at<cv::Vec3b>(y + 1, x)[1];
      combs += (own - above > 60 && own - below > 60) || (above - own > 60 && below - own > 60) ? 1 : 0;
    }
  }
  for (int y = 186; y < 234; ++y) lines += bgr.at<cv::Vec3b>(y, 160)[1] > 180 ? 1 : 0;
  EXPECT_LT(combs, 80);  // of some 2200
  EXPECT_EQ(lines, 8);
}

}  // namespace
}  // namespace smarttag::media
