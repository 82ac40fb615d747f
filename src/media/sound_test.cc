// What is heard: layouts, rates, channels that cancel each other, several tracks, cover pictures.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "media/testing/generated_media.h"
#include "media/testing/quadrants.h"

namespace smarttag::media {
namespace {

using namespace smarttag::media::testing;

struct Layout {
  std::string name;
  std::string pan;
  double least;  // loudness of what comes out
  double most;
};

void PrintTo(const Layout& layout, std::ostream* out) { *out << layout.name; }

class SoundLayout : public ::testing::TestWithParam<Layout> {};

// A tone of loudness 0.25 in some channels.
TEST_P(SoundLayout, IsHeard) {
  const ScratchFolder scratch;
  const auto file = generate(
      scratch / "a.wav", "-f lavfi -i 'sine=d=2:sample_rate=44100,volume=2.83,pan=" + GetParam().pan + "'");
  const auto decoded = decode(file);
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  ASSERT_TRUE(decoded->ended);
  EXPECT_EQ(decoded->info.type, MediaInfo::Type::kAudio);
  EXPECT_NEAR(static_cast<double>(decoded->audio.size()), 32000, 40);
  for (int part = 0; part < 9; ++part) {
    const double from = 0.1 + 0.2 * part;
    const float loud = loudness(decoded->audio, from, from + 0.1);
    EXPECT_GE(loud, GetParam().least) << from;
    EXPECT_LE(loud, GetParam().most) << from;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Layouts, SoundLayout,
    ::testing::Values(
        Layout{"mono", "mono|c0=c0", 0.24, 0.26}, Layout{"stereo", "stereo|c0=c0|c1=c0", 0.24, 0.26},
        Layout{"left", "stereo|c0=c0|c1=0*c0", 0.12, 0.26},
        Layout{"right", "stereo|c0=0*c0|c1=c0", 0.12, 0.26},
        Layout{"antiphase", "stereo|c0=c0|c1=-1*c0", 0.24, 0.26},
        Layout{"nearly antiphase", "stereo|c0=c0|c1=-0.9*c0", 0.2, 0.26},
        Layout{"centre of 5.1", "5.1|FL=0*c0|FR=0*c0|FC=c0|LFE=0*c0|BL=0*c0|BR=0*c0", 0.06, 0.26},
        Layout{"antiphase in 5.1", "5.1|FL=c0|FR=-1*c0|FC=0*c0|LFE=0*c0|BL=0*c0|BR=0*c0", 0.2, 0.26},
        Layout{"bass of 5.1", "5.1|FL=0*c0|FR=0*c0|FC=0*c0|LFE=c0|BL=0*c0|BR=0*c0", 0.2, 0.26},
        Layout{"7.1", "7.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0|SL=c0|SR=c0", 0.22, 0.26}));

TEST(Sound, OfEveryRateComesAtSixteenKilohertz) {
  const ScratchFolder scratch;
  for (const char* rate : {"8000", "11025", "16000", "22050", "32000", "48000", "96000"}) {
    const auto decoded = decode(
        generate(scratch / "a.wav", std::string("-f lavfi -i sine=frequency=440:d=2:sample_rate=") + rate));
    ASSERT_TRUE(decoded) << rate;
    EXPECT_NEAR(static_cast<double>(decoded->audio.size()), 32000, 20) << rate;
    int rises = 0;
    for (std::size_t i = 8000; i < 24000; ++i)
      rises += decoded->audio[i] < 0 && decoded->audio[i + 1] >= 0 ? 1 : 0;
    EXPECT_NEAR(rises, 440, 1) << rate;
  }
}

TEST(Sound, ComesInHalfSeconds) {
  const ScratchFolder scratch;
  const OpenedFile opened(generate(scratch / "a.wav", "-f lavfi -i sine=d=1.3"));
  std::vector<std::size_t> sizes;
  Sinks sinks;
  sinks.audio = [&](const AudioChunk& chunk) {
    sizes.push_back(chunk.samples.size());
    return true;
  };
  ASSERT_TRUE(opened->decode(sinks));
  ASSERT_EQ(sizes.size(), 3U);
  EXPECT_EQ(sizes[0], 8000U);
  EXPECT_EQ(sizes[1], 8000U);
  EXPECT_NEAR(static_cast<double>(sizes[2]), 4800, 20);
}

class Cover : public ::testing::TestWithParam<const char*> {};

TEST_P(Cover, IsNoVideo) {
  const ScratchFolder scratch;
  const auto picture = generate(scratch / "cover.jpg", "-i " + write_quadrants(scratch / "q.ppm").string());
  const auto file =
      generate(scratch / GetParam(),
               "-f lavfi -i sine=d=2 -i " + picture.string() +
                   " -map 0 -map 1 -c:v copy -disposition:v attached_pic -metadata title=Liebeslied");
  const auto decoded = decode(file);
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_TRUE(decoded->ended);
  EXPECT_EQ(decoded->info.type, MediaInfo::Type::kAudio);
  EXPECT_FALSE(decoded->info.has_video);
  EXPECT_EQ(decoded->info.width, 0);
  EXPECT_TRUE(decoded->frames.empty());
  EXPECT_EQ(decoded->info.title, "Liebeslied");
  EXPECT_NEAR(static_cast<double>(decoded->audio.size()) / kSampleRate, 2, 0.06);
}

INSTANTIATE_TEST_SUITE_P(Containers, Cover, ::testing::Values("a.mp3", "a.m4a", "a.flac"));

TEST(Sound, ALargeCoverInFrontOfAnMp3) {
  const ScratchFolder scratch;
  const auto picture =
      generate(scratch / "cover.png", "-f lavfi -i 'nullsrc=s=1400x1000,noise=alls=100:allf=t' -frames:v 1");
  ASSERT_GT(std::filesystem::file_size(picture), 1U << 20);
  const auto decoded = decode(generate(
      scratch / "a.mp3", "-f lavfi -i sine=d=2 -i " + picture.string() + " -map 0 -map 1 -c:v copy"));
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_EQ(decoded->info.type, MediaInfo::Type::kAudio);
}

TEST(Sound, TheDefaultTrackIsHeard) {
  const ScratchFolder scratch;
  const std::string inputs =
      "-f lavfi -i sine=d=2,volume=0 -f lavfi -i sine=d=2,volume=4 -map 0 -map 1 -c:a flac ";
  const auto first =
      decode(generate(scratch / "a.mkv", inputs + "-disposition:a:0 default -disposition:a:1 0"));
  const auto second =
      decode(generate(scratch / "b.mkv", inputs + "-disposition:a:0 0 -disposition:a:1 default"));
  ASSERT_TRUE(first);
  ASSERT_TRUE(second);
  EXPECT_EQ(loudness(first->audio, 0.5, 1.5), 0);
  EXPECT_GT(loudness(second->audio, 0.5, 1.5), 0.2F);
}

TEST(Sound, TheRateChangesInTheMiddle) {
  const ScratchFolder scratch;
  const auto part = [&](const char* name, const char* rate) {
    return read_bytes(generate(scratch / name, std::string("-f lavfi -i sine=d=2 -c:a aac -ar ") + rate));
  };
  write_bytes(scratch / "joined.ts", part("a.ts", "48000") + part("b.ts", "22050"));
  const auto decoded = decode(scratch / "joined.ts");
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_NEAR(static_cast<double>(decoded->audio.size()) / kSampleRate, 4, 0.2);
  EXPECT_GT(loudness(decoded->audio, 2.5, 3.5), 0.05F);
}

TEST(Sound, AskedForButNotThere) {
  const ScratchFolder scratch;
  const OpenedFile opened(generate(scratch / "a.mp4", "-f lavfi -i testsrc=s=64x48:d=1 -c:v mpeg4"));
  Sinks sinks;
  sinks.audio = [](const AudioChunk&) { return true; };
  EXPECT_TRUE(opened->decode(sinks));
}

}  // namespace
}  // namespace smarttag::media
