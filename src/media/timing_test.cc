// When things are seen and heard.
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing/shared_media.h"
#include "media/testing/generated_media.h"

namespace smarttag::media {
namespace {

using namespace smarttag::media::testing;
using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::Pointwise;

const std::string kFast = " -c:v libx264 -preset ultrafast ";

// Numbers of the frames at which a shot starts, of a video of 25 frames a second.
std::vector<long> cut_frames(const std::vector<Frame>& frames) {
  std::vector<long> cuts;
  for (std::size_t i = 1; i < frames.size(); ++i) {
    if (frames[i].shot != frames[i - 1].shot) cuts.push_back(std::lround(frames[i].time * 25));
  }
  return cuts;
}

TEST(Timing, SamplesAtTheRateFromTheStartOfEachShot) {
  const ScratchFolder scratch;
  const auto file = generate(scratch / "a.mp4",
                             "-f lavfi -i testsrc=s=160x90:d=1.32:r=25 -f lavfi -i mandelbrot=s=160x90:r=25 "
                             "-filter_complex '[1]trim=duration=1.2[m];[0][m]concat' -r 25 -pix_fmt yuv420p" +
                                 kFast);
  const auto decoded = decode(file);
  ASSERT_TRUE(decoded);
  EXPECT_THAT(times(decoded->frames), Pointwise(DoubleNear(0.001), {0.0, 0.52, 1.0, 1.32, 1.84, 2.32}));
  EXPECT_THAT(cut_frames(decoded->frames), ElementsAre(33));
  EXPECT_EQ(decoded->frames[2].shot, 0);
  EXPECT_EQ(decoded->frames[3].shot, 1);
  EXPECT_EQ(decoded->frames[5].index, 5);
}

TEST(Timing, TheNewsIsCutWhereItsTruthSays) {
  const auto news = shared_media("video/news.mp4");
  if (!std::filesystem::exists(news)) GTEST_SKIP() << "the test media are missing: " << news;
  const auto decoded = decode(news);
  ASSERT_TRUE(decoded);
  ASSERT_TRUE(decoded->ended);
  std::vector<double> cuts;
  for (std::size_t i = 1; i < decoded->frames.size(); ++i) {
    if (decoded->frames[i].shot != decoded->frames[i - 1].shot) cuts.push_back(decoded->frames[i].time);
  }
  // The truth counts seconds of the scenes; joining them rounded each up to whole frames.
  EXPECT_THAT(cuts, Pointwise(DoubleNear(0.16), {9.23, 14.01, 23.51, 32.01, 42.51}));
  EXPECT_NEAR(decoded->info.duration, 52.66, 0.01);
}

TEST(Timing, VariableFrameRateKeepsItsTimes) {
  const ScratchFolder scratch;
  // Pictures at 0, 0.1 ... 0.9, then one that stays for 3 s, then again ten a second.
  const auto file =
      generate(scratch / "a.mkv",
               "-f lavfi -i testsrc=s=160x90:d=2:r=10 -vf \"setpts='if(lt(N,10),N*0.1,N*0.1+3)/TB'\" "
               "-vsync vfr" +
                   kFast);
  const auto decoded = decode(file);
  ASSERT_TRUE(decoded);
  EXPECT_THAT(times(decoded->frames),
              Pointwise(DoubleNear(0.002), {0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5}));
  EXPECT_EQ(decoded->frames[3].bgr.data, decoded->frames[4].bgr.data);  // the same picture, still on screen
}

TEST(Timing, APictureThatStaysIsSeenUntilTheEnd) {
  const ScratchFolder scratch;
  const auto file = generate(scratch / "a.mp4", "-f lavfi -i testsrc=s=160x90:d=6:r=1/3" + kFast);
  const auto decoded = decode(file);
  ASSERT_TRUE(decoded);
  EXPECT_NEAR(decoded->info.duration, 6, 0.01);
  EXPECT_EQ(decoded->frames.size(), 12U);
  EXPECT_NEAR(decoded->frames.back().time, 5.5, 0.001);
}

class StartOffset : public ::testing::TestWithParam<const char*> {};

TEST_P(StartOffset, OfTheWholeIsTimeZero) {
  const ScratchFolder scratch;
  const auto file = generate(
      scratch / (std::string("a.") + GetParam()),
      "-f lavfi -i testsrc=s=160x90:d=2 -f lavfi -i sine=d=2 -output_ts_offset 100" + kFast + "-c:a aac");
  const auto decoded = decode(file);
  ASSERT_TRUE(decoded);
  EXPECT_NEAR(decoded->frames.at(0).time, 0, 0.05);
  EXPECT_NEAR(decoded->info.duration, 2, 0.1);
  EXPECT_NEAR(static_cast<double>(decoded->audio.size()) / kSampleRate, 2, 0.1);
}

TEST_P(StartOffset, OfTheSoundIsSilence) {
  const ScratchFolder scratch;
  const auto file =
      generate(scratch / (std::string("a.") + GetParam()),
               "-f lavfi -i testsrc=s=160x90:d=3 -itsoffset 2 -f lavfi -i sine=d=1" + kFast + "-c:a aac");
  const auto decoded = decode(file);
  ASSERT_TRUE(decoded);
  EXPECT_NEAR(decoded->frames.at(0).time, 0, 0.05);
  EXPECT_NEAR(static_cast<double>(decoded->audio.size()) / kSampleRate, 3, 0.1);
  EXPECT_LT(loudness(decoded->audio, 0, 1.9), 0.001F);
  EXPECT_GT(loudness(decoded->audio, 2.1, 2.9), 0.05F);
}

TEST_P(StartOffset, OfTheVideoIsKept) {
  const ScratchFolder scratch;
  const auto file =
      generate(scratch / (std::string("a.") + GetParam()),
               "-itsoffset 2 -f lavfi -i testsrc=s=160x90:d=1 -f lavfi -i sine=d=3 -vsync passthrough" +
                   kFast + "-c:a aac");
  const auto decoded = decode(file);
  ASSERT_TRUE(decoded);
  EXPECT_NEAR(decoded->frames.at(0).time, 2, 0.06);
  EXPECT_GT(loudness(decoded->audio, 0, 0.1), 0.05F);
}

INSTANTIATE_TEST_SUITE_P(Containers, StartOffset, ::testing::Values("mp4", "mkv", "ts", "flv"));

TEST(Timing, AGapInTheSoundIsSilence) {
  const ScratchFolder scratch;
  const auto file = generate(
      scratch / "a.mkv",
      "-f lavfi -i \"sine=d=4,asetpts='PTS+if(gte(T,1),0.7/TB,0)',aselect='not(between(t,1.7,2.2))'\" "
      "-c:a pcm_s16le");
  const auto decoded = decode(file);
  ASSERT_TRUE(decoded);
  EXPECT_GT(loudness(decoded->audio, 0.1, 0.95), 0.05F);
  EXPECT_EQ(loudness(decoded->audio, 1.1, 1.6), 0);
  EXPECT_GT(loudness(decoded->audio, 2.3, 4.6), 0.05F);
  EXPECT_NEAR(static_cast<double>(decoded->audio.size()) / kSampleRate, 4.7, 0.05);
}

TEST(Timing, OverlappingSoundIsCut) {
  const ScratchFolder scratch;
  const auto file = generate(scratch / "a.mkv",
                             "-f lavfi -i \"sine=d=3,asetpts='PTS-if(gte(T,1.5),0.5/TB,0)'\" -c:a pcm_s16le");
  const auto decoded = decode(file);
  ASSERT_TRUE(decoded);
  EXPECT_NEAR(static_cast<double>(decoded->audio.size()) / kSampleRate, 2.5, 0.06);
}

TEST(Timing, JoinedRecordingsRunOn) {
  const ScratchFolder scratch;
  const auto make = [&](const char* name, const char* offset) {
    return read_bytes(
        generate(scratch / name, "-f lavfi -i testsrc=s=160x90:d=2 -f lavfi -i sine=d=2 -output_ts_offset " +
                                     std::string(offset) + kFast + "-g 25 -c:a aac"));
  };
  write_bytes(scratch / "joined.ts", make("a.ts", "0") + make("b.ts", "50000") + make("c.ts", "3"));
  const auto decoded = decode(scratch / "joined.ts");
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  ASSERT_TRUE(decoded->ended) << decoded->ended.error().client.text;
  EXPECT_NEAR(decoded->info.duration, 6, 0.3);
  EXPECT_NEAR(static_cast<double>(decoded->audio.size()) / kSampleRate, 6, 0.3);
  ASSERT_FALSE(decoded->frames.empty());
  EXPECT_NEAR(decoded->frames.back().time, 5.5, 0.35);
  for (std::size_t i = 1; i < decoded->frames.size(); ++i) {
    EXPECT_GE(decoded->frames[i].time, decoded->frames[i - 1].time);
  }
}

TEST(Timing, WithoutADeclaredDurationItIsCounted) {
  const ScratchFolder scratch;
  const auto file = generate(
      scratch / "a.webm",
      "-f lavfi -i testsrc=s=160x90:d=3 -f lavfi -i sine=d=3 -c:v libvpx -deadline realtime -cpu-used 8 "
      "-c:a libopus -live 1");
  const auto decoded = decode(file);
  ASSERT_TRUE(decoded);
  ASSERT_TRUE(decoded->ended);
  EXPECT_NEAR(decoded->info.duration, 3, 0.05);
}

TEST(Timing, BackwardTimestampsNeverTurnTimeBack) {
  const ScratchFolder scratch;
  const auto make = [&](const char* name, const char* offset) {
    return read_bytes(
        generate(scratch / name, "-f lavfi -i testsrc=s=160x90:d=2 -f lavfi -i sine=d=2 -output_ts_offset " +
                                     std::string(offset) + kFast + "-c:a aac"));
  };
  write_bytes(scratch / "joined.ts", make("a.ts", "0") + make("b.ts", "1.5"));
  const auto decoded = decode(scratch / "joined.ts");
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_GE(decoded->frames.size(), 7U);
  for (std::size_t i = 1; i < decoded->frames.size(); ++i) {
    EXPECT_GE(decoded->frames[i].time, decoded->frames[i - 1].time);
  }
  EXPECT_NEAR(static_cast<double>(decoded->audio.size()) / kSampleRate, 3.5, 0.15);
}

TEST(Timing, ASinkEndsTheDecodeEarly) {
  const ScratchFolder scratch;
  const auto file = generate(scratch / "a.mp4",
                             "-f lavfi -i testsrc=s=160x90:d=4 -f lavfi -i sine=d=4" + kFast + "-c:a aac");
  const OpenedFile opened(file);
  int frames = 0;
  Sinks sinks;
  sinks.frame = [&](const Frame&) { return ++frames < 3; };
  EXPECT_TRUE(opened->decode(sinks));
  EXPECT_EQ(frames, 3);
}

TEST(Timing, OnlyWhatIsAskedForIsHandedOutAndProgressReachesTheEnd) {
  const ScratchFolder scratch;
  for (const char* name : {"a.mp4", "a.mkv"}) {
    const auto file = generate(scratch / name,
                               "-f lavfi -i testsrc=s=160x90:d=4 -f lavfi -i sine=d=2" + kFast + "-c:a aac");
    const OpenedFile opened(file);
    std::size_t samples = 0;
    double reached = 0;
    Sinks sinks;
    sinks.audio = [&](const AudioChunk& chunk) {
      samples += chunk.samples.size();
      return true;
    };
    sinks.progress = [&](double seconds) { reached = seconds; };
    EXPECT_TRUE(opened->decode(sinks)) << name;  // shorter sound is no cut-off file
    EXPECT_NEAR(static_cast<double>(samples) / kSampleRate, 2, 0.1);
    EXPECT_GE(reached, 1.9);
  }
}

}  // namespace
}  // namespace smarttag::media
