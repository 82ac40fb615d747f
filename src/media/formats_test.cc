// Every container and codec of the allow-list that ffmpeg can write here.
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "media/testing/generated_media.h"

namespace smarttag::media {
namespace {

using namespace smarttag::media::testing;

struct Format {
  std::string file;
  std::string video;  // arguments for the codec; empty for none
  std::string audio;
  std::string video_codec;  // as MediaInfo has it
  std::string audio_codec;
  std::string container;
};

void PrintTo(const Format& format, std::ostream* out) { *out << format.file; }

// Two seconds of orange with a tone of 440 Hz, loudness 0.25.
std::string source_arguments(const Format& format) {
  std::string arguments;
  if (!format.video.empty()) arguments += "-f lavfi -i color=c=0xE08030:s=176x144:r=25:d=2 ";
  if (!format.audio.empty()) {
    arguments +=
        "-f lavfi -i 'sine=frequency=440:duration=2:sample_rate=48000,volume=2.83,pan=stereo|c0=c0|c1=c0' ";
  }
  return arguments + format.video + " " + format.audio;
}

double pitch(const std::vector<float>& audio) {
  int rises = 0;
  const std::size_t from = kSampleRate / 2, to = 3 * kSampleRate / 2;
  for (std::size_t i = from; i < to; ++i) rises += audio[i] < 0 && audio[i + 1] >= 0 ? 1 : 0;
  return rises;
}

class FormatTest : public ::testing::TestWithParam<Format> {};

TEST_P(FormatTest, GivesPicturesAndSound) {
  const ScratchFolder scratch;
  const Format& format = GetParam();
  const auto decoded = decode(generate(scratch / format.file, source_arguments(format)));
  ASSERT_TRUE(decoded) << decoded.error().client.text << decoded.error().log.text;
  ASSERT_TRUE(decoded->ended) << decoded->ended.error().client.text;
  EXPECT_EQ(decoded->info.container, format.container);
  EXPECT_EQ(decoded->info.video_codec, format.video_codec);
  EXPECT_EQ(decoded->info.audio_codec, format.audio_codec);
  EXPECT_NEAR(decoded->info.duration, 2, 0.12);
  EXPECT_EQ(decoded->info.has_video, !format.video.empty());
  EXPECT_EQ(decoded->info.has_audio, !format.audio.empty());
  if (!format.video.empty()) {
    EXPECT_EQ(decoded->info.type, MediaInfo::Type::kVideo);
    EXPECT_EQ(decoded->info.width, 176);
    EXPECT_EQ(decoded->info.height, 144);
    ASSERT_GE(decoded->frames.size(), 4U);
    EXPECT_LE(decoded->frames.size(), 5U);  // an AVI of MPEG-4 begins with an empty frame
    EXPECT_NEAR(decoded->frames[3].time, 1.5, 0.07);
    const cv::Scalar colour = colour_at(decoded->frames[2].bgr, 0, 0, 1, 1);
    EXPECT_NEAR(colour[2], 0xE0, 8);
    EXPECT_NEAR(colour[1], 0x80, 8);
    EXPECT_NEAR(colour[0], 0x30, 8);
  }
  if (!format.audio.empty()) {
    EXPECT_NEAR(static_cast<double>(decoded->audio.size()) / kSampleRate, 2, 0.1);
    EXPECT_NEAR(loudness(decoded->audio, 0.5, 1.5), 0.25, 0.02);
    EXPECT_NEAR(pitch(decoded->audio), 440, 2);
  }
}

const std::string kMp4 = "mov,mp4,m4a,3gp,3g2,mj2", kMkv = "matroska,webm";
const std::string kX264 = "-c:v libx264 -preset ultrafast", kAac = "-c:a aac";

INSTANTIATE_TEST_SUITE_P(
    Video, FormatTest,
    ::testing::Values(
        Format{"h264.mp4", kX264, kAac, "h264", "aac", kMp4},
        Format{"h264.mov", kX264, "-c:a pcm_s16le", "h264", "pcm_s16le", kMp4},
        Format{"h264.mkv", kX264, "-c:a flac", "h264", "flac", kMkv},
        Format{"h264.ts", kX264, kAac, "h264", "aac", "mpegts"},
        Format{"h264.flv", kX264, kAac, "h264", "aac", "flv"},
        Format{"fragmented.mp4", kX264 + " -movflags frag_keyframe+empty_moov", kAac, "h264", "aac", kMp4},
        Format{"hevc.mp4", "-c:v libx265 -preset ultrafast -x265-params log-level=none", "-c:a ac3", "hevc",
               "ac3", kMp4},
        Format{"hevc10.mkv",
               "-c:v libx265 -preset ultrafast -pix_fmt yuv420p10le -x265-params log-level=none", "-c:a eac3",
               "hevc", "eac3", kMkv},
        Format{"vp8.webm", "-c:v libvpx -deadline realtime -cpu-used 8", "-c:a libvorbis", "vp8", "vorbis",
               kMkv},
        Format{"vp9.webm", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8", "-c:a libopus", "vp9", "opus",
               kMkv},
        Format{"av1.mp4", "-c:v libaom-av1 -usage realtime -cpu-used 8", kAac, "av1", "aac", kMp4},
        Format{"mpeg2.mpg", "-c:v mpeg2video", "-c:a mp2", "mpeg2video", "mp2", "mpeg"},
        Format{"mpeg2.ts", "-c:v mpeg2video", "-c:a mp2", "mpeg2video", "mp2", "mpegts"},
        Format{"mpeg1.mpg", "-c:v mpeg1video", "-c:a mp2", "mpeg1video", "mp2", "mpeg"},
        Format{"mpeg4.avi", "-c:v mpeg4", "-c:a libmp3lame", "mpeg4", "mp3", "avi"},
        Format{"mjpeg.avi", "-c:v mjpeg", "-c:a adpcm_ms", "mjpeg", "adpcm_ms", "avi"},
        Format{"h263.3gp", "-c:v h263", kAac, "h263", "aac", kMp4},
        Format{"flv1.flv", "-c:v flv", "-ar 44100 -c:a libmp3lame", "flv1", "mp3", "flv"},
        Format{"theora.ogv", "-c:v libtheora -q:v 9", "-c:a libvorbis", "theora", "vorbis", "ogg"},
        Format{"prores.mov", "-c:v prores", "-c:a alac", "prores", "alac", kMp4},
        Format{"silent.mp4", kX264, "", "h264", "", kMp4},
        Format{"dts.mkv", kX264, "-strict -2 -c:a dca", "h264", "dts", kMkv},
        Format{"wmv2.wmv", "-c:v wmv2", "-c:a wmav2", "wmv2", "wmav2", "asf"},
        Format{"msmpeg4.avi", "-c:v msmpeg4", "-c:a libmp3lame", "msmpeg4v3", "mp3", "avi"},
        Format{"mpeg2.mxf", "-c:v mpeg2video", "-c:a pcm_s16le", "mpeg2video", "pcm_s16le", "mxf"},
        Format{"ffv1.mkv", "-c:v ffv1", "-c:a wavpack", "ffv1", "wavpack", kMkv}));

INSTANTIATE_TEST_SUITE_P(
    Sound, FormatTest,
    ::testing::Values(Format{"a.mp3", "", "-c:a libmp3lame", "", "mp3", "mp3"},
                      Format{"no-header.mp3", "", "-c:a libmp3lame -write_xing 0 -id3v2_version 0", "", "mp3",
                             "mp3"},
                      Format{"a.m4a", "", kAac, "", "aac", kMp4}, Format{"a.aac", "", kAac, "", "aac", "aac"},
                      Format{"alac.m4a", "", "-c:a alac", "", "alac", kMp4},
                      Format{"a.flac", "", "-c:a flac", "", "flac", "flac"},
                      Format{"a.ogg", "", "-c:a libvorbis", "", "vorbis", "ogg"},
                      Format{"a.opus", "", "-c:a libopus", "", "opus", "ogg"},
                      Format{"a.ac3", "", "-c:a ac3", "", "ac3", "ac3"},
                      Format{"a.eac3", "", "-c:a eac3", "", "eac3", "eac3"},
                      Format{"s16.wav", "", "-c:a pcm_s16le", "", "pcm_s16le", "wav"},
                      Format{"u8.wav", "", "-c:a pcm_u8", "", "pcm_u8", "wav"},
                      Format{"s24.wav", "", "-c:a pcm_s24le", "", "pcm_s24le", "wav"},
                      Format{"s32.wav", "", "-c:a pcm_s32le", "", "pcm_s32le", "wav"},
                      Format{"f32.wav", "", "-c:a pcm_f32le", "", "pcm_f32le", "wav"},
                      Format{"f64.wav", "", "-c:a pcm_f64le", "", "pcm_f64le", "wav"},
                      Format{"alaw.wav", "", "-c:a pcm_alaw", "", "pcm_alaw", "wav"},
                      Format{"mulaw.wav", "", "-c:a pcm_mulaw", "", "pcm_mulaw", "wav"},
                      Format{"adpcm.wav", "", "-c:a adpcm_ima_wav", "", "adpcm_ima_wav", "wav"},
                      Format{"a.w64", "", "-c:a pcm_s16le", "", "pcm_s16le", "w64"},
                      Format{"a.aiff", "", "-c:a pcm_s16be", "", "pcm_s16be", "aiff"},
                      Format{"a.wv", "", "-c:a wavpack", "", "wavpack", "wv"},
                      Format{"a.au", "", "-c:a pcm_mulaw", "", "pcm_mulaw", "au"},
                      Format{"a.wma", "", "-c:a wmav2", "", "wmav2", "asf"},
                      Format{"a.tta", "", "-c:a tta", "", "tta", "tta"},
                      Format{"a.caf", "", "-c:a pcm_s16le", "", "pcm_s16le", "caf"}));

}  // namespace
}  // namespace smarttag::media
