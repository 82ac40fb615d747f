// Animated WebP as a film.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "media/testing/generated_media.h"
#include "media/testing/quadrants.h"

namespace smarttag::media {
namespace {

using namespace smarttag::media::testing;
using ::testing::ElementsAre;
using ::testing::StartsWith;

const std::string kAnimated = "-c:v libwebp_anim -quality 60 -loop 0 ";

std::filesystem::path film(const ScratchFolder& scratch,
                           const std::string& source = "testsrc=s=64x48:r=10:d=2") {
  return generate(scratch / "a.webp", "-f lavfi -i " + source + " " + kAnimated);
}

// Where the numbered frame's chunk begins.
std::size_t frame_at(const std::string& webp, int number) {
  std::size_t at = webp.find("ANMF");
  for (int i = 0; i < number && at != std::string::npos; ++i) at = webp.find("ANMF", at + 4);
  return at;
}

TEST(AnimatedWebp, IsAFilm) {
  const ScratchFolder scratch;
  const auto decoded = decode(film(scratch));
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  ASSERT_TRUE(decoded->ended) << decoded->ended.error().client.text;
  EXPECT_EQ(decoded->info.type, MediaInfo::Type::kVideo);
  EXPECT_EQ(decoded->info.container, "webp");
  EXPECT_NEAR(decoded->info.duration, 2, 0.11);
  EXPECT_NEAR(decoded->info.frame_rate, 10, 0.5);
  EXPECT_EQ(decoded->info.width, 64);
  EXPECT_EQ(decoded->frames.size(), 4U);
  EXPECT_FALSE(decoded->info.has_audio);
}

// Red, then blue from 1.6 s on: a cut, where the frame times say.
TEST(AnimatedWebp, FramesComeAtTheirTimes) {
  const ScratchFolder scratch;
  const auto decoded =
      decode(film(scratch, "'color=c=black:s=64x48:r=5:d=1.6[a];testsrc=s=64x48:r=5:d=1.4[b];[a][b]concat'"));
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_NEAR(decoded->info.duration, 3, 0.21);
  std::vector<double> cuts;
  for (const Frame& frame : decoded->frames)
    if (frame.shot == 1) cuts.push_back(frame.time);
  ASSERT_FALSE(cuts.empty());
  EXPECT_NEAR(cuts.front(), 1.6, 0.01);
}

TEST(AnimatedWebp, AFrameThatStandsIsSeenAsLongAsItStands) {
  const ScratchFolder scratch;
  std::string webp = read_bytes(film(scratch, "testsrc=s=64x48:r=10:d=0.2"));
  webp.replace(frame_at(webp, 1) + 8 + 12, 3, std::string("\xA0\x0F\0", 3));  // 4000 ms
  write_bytes(scratch / "stands.webp", webp);
  const auto decoded = decode(scratch / "stands.webp");
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_NEAR(decoded->info.duration, 4.1, 0.01);
  EXPECT_NEAR(decoded->frames.back().time, 4, 0.51);
}

TEST(AnimatedWebp, OfOneFrameIsAPicture) {
  const ScratchFolder scratch;
  const auto source = write_quadrants(scratch / "q.ppm");
  std::string still =
      read_bytes(generate(scratch / "still.webp", "-i " + source.string() + " -c:v libwebp -quality 90"));
  const auto little = [](std::size_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
    return text;
  };
  const std::string frame =
      little(0, 6) + little(159, 3) + little(119, 3) + little(100, 3) + little(0, 1) + still.substr(12);
  const std::string body = "WEBPVP8X" + little(10, 4) + little(2, 4) + little(159, 3) + little(119, 3) +
                           "ANIM" + little(6, 4) + little(0, 6) + "ANMF" + little(frame.size(), 4) + frame;
  write_bytes(scratch / "one.webp", "RIFF" + little(body.size(), 4) + body);
  const auto decoded = decode(scratch / "one.webp");
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_EQ(decoded->info.type, MediaInfo::Type::kPicture);
  ASSERT_EQ(decoded->frames.size(), 1U);
  EXPECT_EQ(quadrants(decoded->frames[0].bgr), "RGBW");
}

TEST(AnimatedWebp, WhoseEndIsMissingKeepsItsWholeFrames) {
  const ScratchFolder scratch;
  const std::string webp = read_bytes(film(scratch));
  write_bytes(scratch / "cut.webp", webp.substr(0, frame_at(webp, 10) + 20));
  const auto decoded = decode(scratch / "cut.webp");
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  ASSERT_TRUE(decoded->ended) << decoded->ended.error().client.text;
  EXPECT_NEAR(decoded->info.duration, 1, 0.01);
  EXPECT_EQ(decoded->frames.size(), 2U);
  EXPECT_THAT(
      decoded->info.remarks,
      ElementsAre("The file is cut off: it ends at 1.0 s, before the end that its header announces."));
}

TEST(AnimatedWebp, WithoutAWholeFrameIsUnreadable) {
  const ScratchFolder scratch;
  const std::string webp = read_bytes(film(scratch));
  write_bytes(scratch / "cut.webp", webp.substr(0, frame_at(webp, 0) + 30));
  EXPECT_THAT(failure(scratch / "cut.webp"), StartsWith("InputUnreadable: "));
}

TEST(AnimatedWebp, OfWhichMostIsDamagedIsUnreadable) {
  const ScratchFolder scratch;
  std::string webp = read_bytes(film(scratch));
  const std::size_t third = frame_at(webp, 2) + 24, size = frame_at(webp, 3) - third;
  webp.replace(third + 8, size - 8, std::string(size - 8, '\xFF'));  // the coded picture's body
  write_bytes(scratch / "bad.webp", webp);
  EXPECT_THAT(failure(scratch / "bad.webp"), StartsWith("InputUnreadable: "));
}

TEST(AnimatedWebp, TooManyPixelsAreRefused) {
  const ScratchFolder scratch;
  std::string webp = read_bytes(film(scratch));
  webp.replace(webp.find("VP8X") + 8 + 4, 6, std::string("\xFF\x3F\0\xFF\x3F\0", 6));
  write_bytes(scratch / "large.webp", webp);
  EXPECT_THAT(failure(scratch / "large.webp"),
              StartsWith("InputTooLarge: The picture has 16384x16384 pixels"));
}

TEST(AnimatedWebp, LongerThanAllowedIsRefused) {
  const ScratchFolder scratch;
  Limits limits = test_limits();
  limits.max_duration = 1;
  EXPECT_THAT(failure(film(scratch), limits), StartsWith("InputTooLarge: The media is "));
}

}  // namespace
}  // namespace smarttag::media
