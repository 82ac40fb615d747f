// What is heard: layouts, rates, channels that cancel each other, several tracks, cover pictures.
#include <algorithm>
#include <cmath>
#include <map>

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

TEST(Sound, TitleOfAnOggIsFound) {
  const ScratchFolder scratch;
  const auto decoded =
      decode(generate(scratch / "a.ogg", "-f lavfi -i sine=d=1 -c:a libvorbis -metadata title=Liebeslied"));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->info.title, "Liebeslied");
}

TEST(Sound, TitleOfSpacesIsNone) {
  const ScratchFolder scratch;
  const auto decoded = decode(generate(scratch / "a.mp3", "-f lavfi -i sine=d=1 -metadata title='  '"));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->info.title, "");
}

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

// The sound of each channel of speech of a file.
std::map<int, std::vector<float>> channels_of(const std::filesystem::path& file) {
  const OpenedFile opened(file);
  std::map<int, std::vector<float>> channels;
  Sinks sinks;
  sinks.audio = [&](const AudioChunk& chunk) {
    auto& samples = channels[chunk.channel];
    samples.resize(static_cast<std::size_t>(std::lround(chunk.time * kSampleRate)), 0.0F);
    samples.insert(samples.end(), chunk.samples.begin(), chunk.samples.end());
    return true;
  };
  EXPECT_TRUE(opened->decode(sinks));
  return channels;
}

TEST(Sound, EveryTrackIsHeardWhateverItsFlags) {
  const ScratchFolder scratch;
  const std::string inputs =
      "-f lavfi -i sine=d=2,volume=0 -f lavfi -i sine=d=2,volume=4 -map 0 -map 1 -c:a flac ";
  for (const char* flags :
       {"-disposition:a:0 default -disposition:a:1 0", "-disposition:a:0 0 -disposition:a:1 default"}) {
    const auto channels = channels_of(generate(scratch / "a.mkv", inputs + flags));
    EXPECT_TRUE(std::ranges::any_of(channels, [](const auto& channel) {
      return loudness(channel.second, 0.5, 1.5) > 0.2F;
    })) << flags;
  }
}

// Bursts of noise as of syllables, in each channel at its own times.
const std::string kTwoVoices =
    "-f lavfi -i \"aevalsrc='0.3*(random(0)-0.5)*lt(mod(t,0.31),0.2)*(0.3+abs(sin(7*t)))|"
    "0.3*(random(1)-0.5)*lt(mod(t+0.1,0.43),0.25)*(0.3+abs(sin(5*t)))':d=5:s=16000\" ";

TEST(Sound, ChannelsThatDifferAreHeardApart) {
  const ScratchFolder scratch;
  EXPECT_EQ(channels_of(generate(scratch / "a.wav", kTwoVoices)).size(), 2U);
}

TEST(Sound, ChannelsThatSoundAlikeAreHeardAsOne) {
  const ScratchFolder scratch;
  // The same voice in both, later and softer in one, with a little noise of its own.
  const auto file =
      generate(scratch / "a.wav",
               kTwoVoices +
                   "-f lavfi -i anoisesrc=d=5:a=0.001:r=16000 -filter_complex "
                   "'[0]pan=mono|c0=c0,asplit[l][m];[m]adelay=4,volume=0.6[d];[d][1]amix=normalize=0[r];"
                   "[l][r]join=inputs=2:channel_layout=stereo'");
  EXPECT_EQ(channels_of(file).size(), 1U);
}

TEST(Sound, CentreOfSurroundIsHeardAlone) {
  const ScratchFolder scratch;
  const auto file = generate(
      scratch / "a.wav",
      "-f lavfi -i 'sine=f=440:d=5:r=16000' -f lavfi -i 'anoisesrc=d=5:a=0.8:r=16000' -filter_complex "
      "'[0][1]amerge,pan=5.1|FL=c1|FR=c1|FC=c0|LFE=0*c0|BL=c1|BR=c1'");
  const auto channels = channels_of(file);
  ASSERT_EQ(channels.size(), 1U);
  int rises = 0;
  const auto& audio = channels.begin()->second;
  for (std::size_t i = 16000; i < 32000; ++i) rises += audio[i] < 0 && audio[i + 1] >= 0 ? 1 : 0;
  EXPECT_NEAR(rises, 440, 2);
}

TEST(Sound, RawStreamChangesItsRate) {
  const ScratchFolder scratch;
  const auto part = [&](const char* name, const char* rate) {
    return read_bytes(generate(scratch / name, std::string("-f lavfi -i sine=d=2 -c:a aac -ar ") + rate));
  };
  write_bytes(scratch / "joined.aac", part("a.aac", "16000") + part("b.aac", "44100"));
  const auto decoded = decode(scratch / "joined.aac");
  ASSERT_TRUE(decoded);
  EXPECT_NEAR(decoded->info.duration, 4, 0.3);
  EXPECT_GT(loudness(decoded->audio, 2.5, 3.5), 0.05F);
}

TEST(Sound, ChainedOggGoesOn) {
  const ScratchFolder scratch;
  const std::string one = read_bytes(generate(scratch / "a.opus", "-f lavfi -i sine=d=2 -c:a libopus"));
  const std::string other =
      read_bytes(generate(scratch / "b.opus", "-f lavfi -i sine=d=3 -c:a libopus -serial_offset 7"));
  write_bytes(scratch / "chained.opus", one + other);
  const auto decoded = decode(scratch / "chained.opus");
  ASSERT_TRUE(decoded);
  EXPECT_NEAR(decoded->info.duration, 5, 0.1);
  EXPECT_GT(loudness(decoded->audio, 3, 4), 0.05F);
}

TEST(Sound, ChainedOggOfAnotherRateGoesOn) {
  const ScratchFolder scratch;
  const std::string one =
      read_bytes(generate(scratch / "a.ogg", "-f lavfi -i sine=d=2 -c:a libvorbis -ar 16000"));
  const std::string other = read_bytes(
      generate(scratch / "b.ogg", "-f lavfi -i sine=d=3 -c:a libvorbis -ar 44100 -ac 2 -serial_offset 7"));
  write_bytes(scratch / "chained.ogg", one + other);
  const auto decoded = decode(scratch / "chained.ogg");
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_NEAR(decoded->info.duration, 5, 0.1);
  EXPECT_NEAR(static_cast<double>(decoded->audio.size()) / kSampleRate, 5, 0.1);
  EXPECT_GT(loudness(decoded->audio, 2.2, 4.8), 0.05F);
}

// Lost pages leave a hole, and what follows keeps its time.
TEST(Sound, AHoleInAnOggStaysAHole) {
  const ScratchFolder scratch;
  std::string ogg = read_bytes(
      generate(scratch / "a.ogg", "-f lavfi -i sine=d=6 -c:a libvorbis -ar 16000 -page_duration 500000"));
  std::vector<std::size_t> pages;
  for (std::size_t at = ogg.find("OggS"); at != std::string::npos; at = ogg.find("OggS", at + 4))
    pages.push_back(at);
  ASSERT_GT(pages.size(), 9U);
  ogg.erase(pages[5], pages[7] - pages[5]);
  write_bytes(scratch / "hole.ogg", ogg);
  const auto decoded = decode(scratch / "hole.ogg");
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_NEAR(static_cast<double>(decoded->audio.size()) / kSampleRate, 6, 0.1);
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
