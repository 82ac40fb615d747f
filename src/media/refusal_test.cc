// What is not opened: playlists, references, text, formats and codecs off the list, and whatever is too
// large.
#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "media/input/ffmpeg.h"
#include "media/testing/generated_media.h"

namespace smarttag::media {
namespace {

using namespace smarttag::media::testing;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Bytes {
  std::string name;
  std::string bytes;
};

void PrintTo(const Bytes& bytes, std::ostream* out) { *out << bytes.name; }

// Files that name others, as themselves and renamed to .mp4: the name never counts.
class Playlist : public ::testing::TestWithParam<Bytes> {};

TEST_P(Playlist, IsRefused) {
  const ScratchFolder scratch;
  for (const std::string& file : {GetParam().name, std::string("renamed.mp4")}) {
    write_bytes(scratch / file, GetParam().bytes);
    EXPECT_THAT(failure(scratch / file), StartsWith("InputRefused: The file is a playlist")) << file;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, Playlist,
    ::testing::Values(
        Bytes{"local.m3u8",
              "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"},
        Bytes{"remote.m3u8",
              "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nhttp://169.254.169.254/latest/meta-data\n"},
        Bytes{"self.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nself.m3u8\n"},
        Bytes{"bom.m3u", "\xEF\xBB\xBF\n#EXTM3U\n/etc/hostname\n"},
        Bytes{"list.ffconcat", "ffconcat version 1.0\nfile '/etc/passwd'\n"},
        Bytes{"a.mpd",
              "<?xml version=\"1.0\"?>\n<MPD "
              "xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period><BaseURL>file:///etc/"
              "passwd</BaseURL></Period></MPD>"},
        Bytes{"a.sdp",
              "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n"},
        Bytes{"a.pls", "[playlist]\nFile1=http://127.0.0.1/\nNumberOfEntries=1\n"},
        Bytes{"a.asx", "<asx version=\"3.0\"><entry><ref href=\"file:///etc/passwd\"/></entry></asx>"},
        Bytes{"a.xspf", "<?xml version=\"1.0\"?><playlist version=\"1\"><trackList/></playlist>"},
        Bytes{"a.ism", "<SmoothStreamingMedia MajorVersion=\"2\"></SmoothStreamingMedia>"}));

class NoMedia : public ::testing::TestWithParam<Bytes> {};

TEST_P(NoMedia, IsUnreadable) {
  const ScratchFolder scratch;
  write_bytes(scratch / "renamed.mp4", GetParam().bytes);
  EXPECT_THAT(failure(scratch / "renamed.mp4"), StartsWith("InputUnreadable: "));
}

std::string noise(std::size_t count) {
  std::string bytes;
  std::uint32_t state = 12345;
  for (std::size_t i = 0; i < count; ++i)
    bytes.push_back(static_cast<char>((state = state * 1664525 + 1013904223) >> 24));
  return bytes;
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, NoMedia,
    ::testing::Values(Bytes{"empty", ""}, Bytes{"byte", "x"}, Bytes{"sentence", "This is not a film.\n"},
                      Bytes{"names", "a.mp4\nb.mp4\nhttp://127.0.0.1/c.mp4\n"},
                      Bytes{"long text",
                            [] {
                              std::string text;
                              while (text.size() < 300000)
                                text += "It was the best of times, it was the worst of times.\n";
                              return text;
                            }()},
                      Bytes{"html", "<!DOCTYPE html><html><body>404</body></html>"},
                      Bytes{"zeros", std::string(100000, '\0')}, Bytes{"noise", noise(200000)},
                      Bytes{"elf",
                            "\x7F"
                            "ELF" +
                                noise(5000)},
                      Bytes{"zip", "PK\x03\x04" + noise(5000)}));

TEST(Refusal, SubtitlesAloneAreNotMedia) {
  const ScratchFolder scratch;
  write_bytes(scratch / "a.srt",
              "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nBye\n");
  EXPECT_THAT(failure(scratch / "a.srt"), StartsWith("InputUnsupported: The format srt (SubRip subtitle)"));
  const auto mkv = generate(scratch / "a.mkv", "-i " + (scratch / "a.srt").string());
  EXPECT_EQ(failure(mkv),
            "InputUnsupported: The file holds neither video nor sound. Give a video, picture or sound file.");
}

TEST(Refusal, NamesTheFormatThatIsNotOnTheList) {
  const ScratchFolder scratch;
  const auto file = generate(scratch / "a.nut", "-f lavfi -i testsrc=s=64x48:d=1 -c:v mpeg4");
  EXPECT_THAT(failure(file), StartsWith("InputUnsupported: The format nut "));
}

TEST(Refusal, AdviceFitsAPicture) {
  const ScratchFolder scratch;
  EXPECT_THAT(failure(generate(scratch / "a.sgi", "-f lavfi -i testsrc=s=64x48 -frames:v 1 -update 1")),
              HasSubstr("Convert the picture to PNG or JPEG first."));
}

TEST(Refusal, NamesTheCodecThatIsNotOnTheListAndReadsTheRest) {
  const ScratchFolder scratch;
  const auto video = generate(scratch / "v.mkv", "-f lavfi -i testsrc=s=64x48:d=1 -c:v huffyuv");
  EXPECT_THAT(failure(video), StartsWith("InputUnsupported: The video codec huffyuv is not supported."));
  const auto audio = generate(
      scratch / "a.mkv",
      "-f lavfi -i testsrc=s=64x48:d=1 -f lavfi -i sine=d=1 -c:v mpeg4 -strict -2 -c:a truehd -ar 48000");
  const auto decoded = decode(audio);
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_FALSE(decoded->frames.empty());
  EXPECT_THAT(decoded->info.remarks, ::testing::ElementsAre("The audio track 2 was left out: the audio codec "
                                                            "truehd is not supported."));
}

// FLAC as ffmpeg writes it, whose STREAMINFO then tells of 32 bits a sample.
std::filesystem::path deep_flac(const ScratchFolder& scratch) {
  std::string flac =
      read_bytes(generate(scratch / "a.flac", "-f lavfi -i sine=d=1 -c:a flac -sample_fmt s32"));
  flac[20] = static_cast<char>(flac[20] | 1);  // the five bits of the depth less 1 (RFC 9639, 8.2)
  flac[21] = static_cast<char>(flac[21] | 0xF0);
  write_bytes(scratch / "deep.flac", flac);
  return scratch / "deep.flac";
}

TEST(Refusal, FlacOf32BitsGetsAdvice) {
  if (LIBAVCODEC_VERSION_MAJOR >= 60) GTEST_SKIP() << "this FFmpeg decodes it";
  const ScratchFolder scratch;
  EXPECT_EQ(
      failure(deep_flac(scratch)),
      "InputUnsupported: FLAC of 32 bits is not supported. Convert the file to WAV or to FLAC of 24 bits "
      "first.");
}

TEST(Refusal, FlacOf32BitsBesideAPictureIsLeftOut) {
  if (LIBAVCODEC_VERSION_MAJOR >= 60) GTEST_SKIP() << "this FFmpeg decodes it";
  const ScratchFolder scratch;
  const auto both = generate(scratch / "a.mkv", "-f lavfi -i testsrc=s=64x48:d=1 -i " +
                                                    deep_flac(scratch).string() + " -c:v mpeg4 -c:a copy");
  const auto decoded = decode(both);
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_FALSE(decoded->frames.empty());
  EXPECT_THAT(decoded->info.remarks,
              ::testing::ElementsAre("The audio track 2 was left out: it cannot be decoded."));
}

TEST(Refusal, AnotherStreamOfAnAllowedCodecIsTaken) {
  const ScratchFolder scratch;
  const auto file = generate(
      scratch / "a.mkv", "-f lavfi -i sine=d=1 -map 0 -map 0 -strict -2 -ar 48000 -c:a:0 truehd -c:a:1 flac");
  const auto decoded = decode(file);
  ASSERT_TRUE(decoded) << decoded.error().client.text;
  EXPECT_EQ(decoded->info.audio_codec, "flac");
}

// A MOV whose data reference names another file, which is there and could be read.
TEST(Refusal, AMovThatKeepsItsDataElsewhere) {
  const ScratchFolder scratch;
  const auto other = generate(scratch / "other.mp4", "-f lavfi -i testsrc=s=64x48:d=1");
  std::string mov = read_bytes(generate(scratch / "a.mov", "-f lavfi -i testsrc=s=64x48:d=1 -c:v mpeg4"));
  const std::string own = std::string("\0\0\0\x0C", 4) + "url " + std::string("\0\0\0\x01", 4);
  const std::size_t place = mov.find(own);
  ASSERT_NE(place, std::string::npos);
  // An alias record (Apple, "alis"): volume, folder and file name at fixed places, then the path as item 2.
  const std::string path = other.string();
  std::string alias(150, '\0');
  const std::string item = path.size() % 2 == 0 ? path : path + '\0';
  alias +=
      std::string("\0\x02\0", 3) + static_cast<char>(path.size()) + item + std::string("\xFF\xFF\0\0", 4);
  const std::size_t size = 12 + alias.size();
  const std::string entry = std::string("\0\0", 2) + static_cast<char>(size >> 8) +
                            static_cast<char>(size & 0xFF) + "alis" + std::string("\0\0\0\0", 4) + alias;
  // The record takes the place of the entry; every box around it grows. The media data lie before them.
  const std::size_t growth = entry.size() - own.size();
  for (const char* box : {"moov", "trak", "mdia", "minf", "dinf", "dref"}) {
    const std::size_t at = mov.rfind(box, place) - 4;
    std::uint32_t length = 0;
    for (std::size_t i = 0; i < 4; ++i) length = length << 8 | static_cast<unsigned char>(mov[at + i]);
    length += static_cast<std::uint32_t>(growth);
    for (std::size_t i = 0; i < 4; ++i) mov[at + i] = static_cast<char>(length >> (24 - 8 * i));
  }
  mov.replace(mov.find(own), own.size(), entry);
  write_bytes(scratch / "a.mov", mov);
  EXPECT_THAT(failure(scratch / "a.mov"), StartsWith("InputRefused: The file refers to other files"));
}

TEST(Refusal, AFolderAndAClosedDescriptor) {
  const ScratchFolder scratch;
  const int folder = open((scratch / "").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const auto opened = Source::open(folder, test_limits());
  close(folder);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::kInputUnreadable);
  const auto closed = Source::open(folder, test_limits());
  ASSERT_FALSE(closed);
  EXPECT_EQ(closed.error().kind, ErrorKind::kInputUnreadable);
}

TEST(Limit, Bytes) {
  const ScratchFolder scratch;
  Limits limits = test_limits();
  limits.max_bytes = 99;
  write_bytes(scratch / "a", std::string(100, 'x'));
  EXPECT_EQ(failure(scratch / "a", limits),
            "InputTooLarge: The file has 100 bytes; at most 99 are allowed (setting max-bytes).");
}

TEST(Limit, Streams) {
  const ScratchFolder scratch;
  std::string maps;
  for (int i = 0; i < 17; ++i) maps += " -map 0";
  const std::string arguments = "-f lavfi -i sine=d=0.2" + maps + " -c:a aac";
  for (const char* file : {"a.mp4", "a.mkv"}) {
    EXPECT_EQ(failure(generate(scratch / file, arguments)),
              "InputTooLarge: The file holds 17 streams; at most 16 are allowed (setting max-streams).");
  }
  EXPECT_THAT(failure(generate(scratch / "a.ts", arguments)), StartsWith("InputTooLarge: "));
}

TEST(Limit, PixelsInEveryContainer) {
  const ScratchFolder scratch;
  Limits limits = test_limits();
  limits.max_pixels = 320 * 240 - 1;
  for (const char* file : {"a.mp4", "a.mkv", "a.ts", "a.avi", "a.flv", "a.gif"}) {
    const std::string codec = std::string(file) == "a.gif" ? "" : "-c:v libx264 -preset ultrafast";
    EXPECT_THAT(failure(generate(scratch / file, "-f lavfi -i testsrc=s=320x240:d=0.4 " + codec), limits),
                AllOf(StartsWith("InputTooLarge: "), HasSubstr("max-pixels")))
        << file;
  }
}

// The picture grows in the middle of the stream: only decoding shows it.
TEST(Limit, PixelsThatGrow) {
  const ScratchFolder scratch;
  const auto small = generate(scratch / "small.ts", "-f lavfi -i testsrc=s=64x48:d=1 -c:v mpeg2video");
  const auto large = generate(scratch / "large.ts", "-f lavfi -i testsrc=s=640x480:d=1 -c:v mpeg2video");
  write_bytes(scratch / "both.ts", read_bytes(small) + read_bytes(large));
  Limits limits = test_limits();
  limits.max_pixels = 320 * 240;
  EXPECT_THAT(failure(scratch / "both.ts", limits),
              StartsWith("InputTooLarge: The picture has 640x480 pixels"));
}

TEST(Limit, DurationDeclaredCountedAndDecoded) {
  const ScratchFolder scratch;
  Limits limits = test_limits();
  limits.max_duration = 2;
  const std::string three = "-f lavfi -i testsrc=s=64x48:d=3 -c:v libx264 -preset ultrafast ";
  const std::string expected = "InputTooLarge: The media is ";
  EXPECT_THAT(failure(generate(scratch / "declared.mp4", three), limits), StartsWith(expected));
  EXPECT_THAT(
      failure(generate(scratch / "counted.webm", "-f lavfi -i sine=d=3 -c:a libopus -live 1"), limits),
      StartsWith(expected));
  const auto two = generate(scratch / "a.ts", "-f lavfi -i testsrc=s=64x48:d=1.9 -c:v mpeg2video");
  const std::string once = read_bytes(two);
  EXPECT_EQ(failure(two, limits), "none");
  write_bytes(scratch / "joined.ts", once + once);  // the timestamps tell of 1.9 s
  EXPECT_THAT(failure(scratch / "joined.ts", limits), StartsWith(expected));
}

}  // namespace
}  // namespace smarttag::media
