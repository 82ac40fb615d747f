// Files that are cut off, damaged or made to harm.
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "media/testing/generated_media.h"

namespace smarttag::media {
namespace {

using namespace smarttag::media::testing;
using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::StartsWith;

const std::string kClip = "-f lavfi -i testsrc=s=320x180:d=6 -f lavfi -i sine=d=6 ";

struct Clip {
  std::string file;
  std::string arguments;
};

void PrintTo(const Clip& clip, std::ostream* out) { *out << clip.file; }

class CutOffFile : public ::testing::TestWithParam<Clip> {};

TEST_P(CutOffFile, KeepsWhatIsThereAndTellsWhereItEnds) {
  const ScratchFolder scratch;
  const std::string whole = read_bytes(generate(scratch / GetParam().file, GetParam().arguments));
  for (const double share : {0.3, 0.6, 0.8}) {
    const auto file = scratch / ("cut-" + GetParam().file);
    write_bytes(file, std::string_view(whole).substr(
                          0, static_cast<std::size_t>(share * static_cast<double>(whole.size()))));
    const auto decoded = decode(file);
    ASSERT_TRUE(decoded) << decoded.error().client.text;
    EXPECT_FALSE(decoded->frames.empty() && decoded->audio.empty());
    ASSERT_TRUE(decoded->ended) << share << decoded->ended.error().client.text;
    EXPECT_THAT(decoded->info.remarks, Contains(StartsWith("The file is cut off: it ends at "))) << share;
    EXPECT_LT(decoded->info.duration, 5.5) << share;
    EXPECT_GT(decoded->info.duration, 0.5) << share;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Containers, CutOffFile,
    ::testing::Values(Clip{"a.mp4", kClip + "-c:v libx264 -preset ultrafast -c:a aac -movflags +faststart"},
                      Clip{"a.mkv", kClip + "-c:v libx264 -preset ultrafast -c:a aac"},
                      Clip{"a.avi", kClip + "-c:v mpeg4 -c:a libmp3lame"},
                      Clip{"a.flv", kClip + "-c:v flv -ar 44100 -c:a libmp3lame"},
                      Clip{"a.m4a", "-f lavfi -i sine=d=6 -c:a aac -movflags +faststart"},
                      Clip{"a.mp3", "-f lavfi -i sine=d=6 -c:a libmp3lame"},
                      Clip{"a.flac", "-f lavfi -i sine=d=6"}, Clip{"a.wav", "-f lavfi -i sine=d=6"}));

TEST(Damage, AnMp4WithoutItsIndexIsUnreadable) {
  const ScratchFolder scratch;
  const std::string whole =
      read_bytes(generate(scratch / "a.mp4", kClip + "-c:v libx264 -preset ultrafast -c:a aac"));
  write_bytes(scratch / "cut.mp4", std::string_view(whole).substr(0, whole.size() / 2));
  EXPECT_THAT(failure(scratch / "cut.mp4"), StartsWith("InputUnreadable: The file is damaged or cut off"));
}

TEST(Damage, AWholeFileIsNotCalledCutOff) {
  const ScratchFolder scratch;
  // Sound that ends long before the video, and the other way round.
  for (const char* name : {"a.mp4", "a.mkv", "a.avi", "a.ts"}) {
    EXPECT_EQ(failure(generate(scratch / name,
                               "-f lavfi -i testsrc=s=160x90:d=6 -f lavfi -i sine=d=2 -c:v mpeg4 -c:a aac")),
              "none");
    EXPECT_EQ(failure(generate(scratch / name,
                               "-f lavfi -i testsrc=s=160x90:d=2 -f lavfi -i sine=d=6 -c:v mpeg4 -c:a aac")),
              "none");
  }
}

TEST(Damage, AWavWrittenToAPipeIsWhole) {
  const ScratchFolder scratch;
  std::string wav = read_bytes(generate(scratch / "a.wav", "-f lavfi -i sine=d=3 -bitexact"));
  // The sizes are not known when a pipe is written: 0xFFFFFFFF, 2e9 and others stand in their place.
  for (const std::string size : {"\xFF\xFF\xFF\xFF", "\xFF\xFF\xFF\x7F", "\x24\x94\x35\x77"}) {
    wav.replace(4, 4, size);
    wav.replace(40, 4, size);
    write_bytes(scratch / "a.wav", wav);
    const auto decoded = decode(scratch / "a.wav");
    ASSERT_TRUE(decoded);
    EXPECT_TRUE(decoded->ended);
    EXPECT_THAT(decoded->info.remarks, IsEmpty());
    EXPECT_NEAR(decoded->info.duration, 3, 0.05);
  }
}

TEST(Damage, AFewBrokenPacketsAreSkipped) {
  const ScratchFolder scratch;
  std::string bytes =
      read_bytes(generate(scratch / "a.mkv", kClip + "-c:v libx264 -preset ultrafast -g 25 -c:a flac"));
  for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 2000; ++i)
    bytes[i] = static_cast<char>(bytes[i] ^ 0x5A);
  write_bytes(scratch / "a.mkv", bytes);
  const auto decoded = decode(scratch / "a.mkv");
  ASSERT_TRUE(decoded);
  EXPECT_TRUE(decoded->ended) << decoded->ended.error().client.text;
  EXPECT_GE(decoded->frames.size(), 11U);
}

TEST(Damage, MostlyBrokenIsUnreadable) {
  const ScratchFolder scratch;
  // The packets of an MP4 whose index is whole, but whose media data are noise.
  std::string bytes = read_bytes(
      generate(scratch / "a.mp4", kClip + "-c:v libx264 -preset ultrafast -c:a aac -movflags +faststart"));
  const std::size_t data = bytes.find("mdat");
  ASSERT_NE(data, std::string::npos);
  std::mt19937 random(1);
  for (std::size_t i = data + 4; i < bytes.size(); ++i) bytes[i] = static_cast<char>(random());
  write_bytes(scratch / "noise.mp4", bytes);
  EXPECT_THAT(failure(scratch / "noise.mp4"), StartsWith("InputUnreadable: "));
}

class BitFlips : public ::testing::TestWithParam<Clip> {};

// Whatever comes, it ends, in frames or in a kind of error that blames the input.
TEST_P(BitFlips, NeverCrashOrHang) {
  const ScratchFolder scratch;
  const std::string whole = read_bytes(generate(scratch / GetParam().file, GetParam().arguments));
  Limits limits = test_limits();
  limits.max_pixels = 1 << 20;
  limits.max_duration = 600;
  for (unsigned seed = 0; seed < 40; ++seed) {
    std::mt19937 random(seed);
    std::string bytes = whole;
    // The first half of the seeds aims at the head, where the structure is.
    const std::size_t reach = seed % 2 == 0 ? std::min<std::size_t>(bytes.size(), 2000) : bytes.size();
    for (int i = 0; i < 20; ++i) bytes[random() % reach] = static_cast<char>(random());
    write_bytes(scratch / ("flipped-" + GetParam().file), bytes);
    EXPECT_THAT(failure(scratch / ("flipped-" + GetParam().file), limits),
                AnyOf(StartsWith("none"), StartsWith("Input")))
        << seed;
  }
}

const std::string kShort = "-f lavfi -i testsrc=s=96x64:d=1 -f lavfi -i sine=d=1 ";

INSTANTIATE_TEST_SUITE_P(
    Kinds, BitFlips,
    ::testing::Values(Clip{"a.mp4", kShort + "-c:v libx264 -preset ultrafast -c:a aac -movflags +faststart"},
                      Clip{"a.mkv", kShort + "-c:v libvpx -deadline realtime -c:a libopus -f matroska"},
                      Clip{"a.ts", kShort + "-c:v mpeg2video -c:a mp2"},
                      Clip{"a.flv", kShort + "-c:v flv -ar 44100 -c:a libmp3lame"},
                      Clip{"a.avi", kShort + "-c:v mjpeg -c:a pcm_s16le"},
                      Clip{"a.ogg", "-f lavfi -i sine=d=1 -c:a libvorbis"},
                      Clip{"a.flac", "-f lavfi -i sine=d=1"},
                      Clip{"a.mp3", "-f lavfi -i sine=d=1 -c:a libmp3lame"},
                      Clip{"a.gif", "-f lavfi -i testsrc=s=96x64:d=1"},
                      Clip{"a.jpg", "-f lavfi -i testsrc=s=96x64 -frames:v 1"},
                      Clip{"a.png", "-f lavfi -i testsrc=s=96x64 -frames:v 1"},
                      Clip{"a.webp", "-f lavfi -i testsrc=s=96x64 -frames:v 1 -c:v libwebp"},
                      Clip{"a.bmp", "-f lavfi -i testsrc=s=96x64 -frames:v 1"}));

// Takes the entry out of the numbered box stsd, from 1.
std::string without_description(std::string mp4, int number) {
  std::size_t box = mp4.find("stsd");
  for (int i = 1; i < number; ++i) box = mp4.find("stsd", box + 4);
  mp4.replace(box + 8, 4, std::string(4, '\0'));  // behind type, version and flags: the number of entries
  return mp4.replace(box + 16, 4, "free");
}

std::string video_and_sound(const ScratchFolder& scratch, const std::string& more = "") {
  return read_bytes(
      generate(scratch / "whole.mp4",
               "-f lavfi -i testsrc=s=64x48:d=2 -f lavfi -i sine=d=2 -c:v mpeg4 -c:a aac " + more));
}

TEST(Undescribed, SoundIsLeftOutAndThePictureStays) {
  const ScratchFolder scratch;
  for (const char* place : {"", "-movflags +faststart"}) {
    write_bytes(scratch / "a.mp4", without_description(video_and_sound(scratch, place), 2));
    const auto decoded = decode(scratch / "a.mp4");
    ASSERT_TRUE(decoded) << decoded.error().client.text;
    EXPECT_EQ(decoded->frames.size(), 4U);
    EXPECT_FALSE(decoded->info.has_audio);
    EXPECT_THAT(decoded->info.remarks,
                ::testing::ElementsAre("A track without a sample description was left out."));
  }
}

TEST(Undescribed, PictureIsLeftOutAndTheSoundStays) {
  const ScratchFolder scratch;
  write_bytes(scratch / "a.mp4", without_description(video_and_sound(scratch), 1));
  const auto decoded = decode(scratch / "a.mp4");
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_EQ(decoded->info.type, MediaInfo::Type::kAudio);
  EXPECT_GT(loudness(decoded->audio, 0.5, 1.5), 0.05F);
}

TEST(Undescribed, WithoutAnyDescribedTrackTheFileIsRefused) {
  const ScratchFolder scratch;
  write_bytes(scratch / "a.mp4", without_description(without_description(video_and_sound(scratch), 1), 2));
  EXPECT_THAT(failure(scratch / "a.mp4"), ::testing::StartsWith("InputUn"));
}

TEST(Undescribed, AMovieOfVeryManyEmptyTracksIsRefused) {
  const ScratchFolder scratch;
  constexpr int kTracks = 100000;
  std::string tracks;
  for (int i = 0; i < kTracks; ++i) tracks += std::string("\0\0\0\x08trak", 8);
  const auto size = static_cast<std::uint32_t>(tracks.size() + 8);
  std::string head = std::string("\0\0\0\x10", 4) + "ftypisom" + std::string(4, '\0');
  for (int shift = 24; shift >= 0; shift -= 8) head.push_back(static_cast<char>(size >> shift & 0xFF));
  write_bytes(scratch / "a.mp4", head + "moov" + tracks);
  EXPECT_THAT(failure(scratch / "a.mp4"), ::testing::StartsWith("Input"));
}

}  // namespace
}  // namespace smarttag::media
