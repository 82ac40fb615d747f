#include "media/input/allow_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::media {
namespace {

const AVInputFormat& format(const char* name) {
  const AVInputFormat* found = av_find_input_format(name);
  EXPECT_NE(found, nullptr) << name;
  static const AVInputFormat none{};
  return found != nullptr ? *found : none;
}

TEST(AllowList, HoldsTheContainersThatArePromised) {
  for (const char* name :
       {"mp4", "matroska", "mpegts", "flv", "avi", "mp3", "wav", "flac", "ogg", "aac", "gif"}) {
    EXPECT_TRUE(container_allowed(format(name))) << name;
  }
}

TEST(AllowList, LeavesOutWhateverOpensOtherFiles) {
  for (const char* name : {"hls", "concat", "sdp", "rtsp", "image2", "lavfi"}) {
    const AVInputFormat* found = av_find_input_format(name);
    if (found == nullptr) continue;  // of builds without it there is nothing to fear
    EXPECT_FALSE(container_allowed(*found)) << name;
  }
  EXPECT_TRUE(is_playlist(format("hls")));
  EXPECT_TRUE(is_playlist(format("concat")));
  EXPECT_FALSE(is_playlist(format("mp4")));
}

TEST(AllowList, HasADecoderForEachCodecThatIsPromised) {
  for (const AVCodecID codec :
       {AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_VP8, AV_CODEC_ID_VP9, AV_CODEC_ID_AV1,
        AV_CODEC_ID_MPEG2VIDEO, AV_CODEC_ID_MPEG4, AV_CODEC_ID_MJPEG, AV_CODEC_ID_AAC, AV_CODEC_ID_MP3,
        AV_CODEC_ID_OPUS, AV_CODEC_ID_VORBIS, AV_CODEC_ID_FLAC, AV_CODEC_ID_PCM_S16LE, AV_CODEC_ID_PNG,
        AV_CODEC_ID_WEBP, AV_CODEC_ID_BMP, AV_CODEC_ID_GIF}) {
    const AVCodec* decoder = allowed_decoder(codec);
    ASSERT_NE(decoder, nullptr) << avcodec_get_name(codec);
    EXPECT_EQ(decoder->id, codec) << avcodec_get_name(codec);
  }
}

TEST(AllowList, EveryDecoderOnItExistsHere) {
  std::string_view list = codec_whitelist();
  while (!list.empty()) {
    const std::string name(list.substr(0, list.find(',')));
    list.remove_prefix(std::min(list.size(), name.size() + 1));
    EXPECT_NE(avcodec_find_decoder_by_name(name.c_str()), nullptr) << name;
  }
}

TEST(AllowList, HasNoDecoderForOthers) {
  for (const AVCodecID codec :
       {AV_CODEC_ID_HUFFYUV, AV_CODEC_ID_TRUEHD, AV_CODEC_ID_SUBRIP, AV_CODEC_ID_NONE}) {
    EXPECT_EQ(allowed_decoder(codec), nullptr);
  }
}

TEST(AllowList, KnowsStillPictures) {
  EXPECT_EQ(still_picture_codec(format("jpeg_pipe")), AV_CODEC_ID_MJPEG);
  EXPECT_EQ(still_picture_codec(format("mp4")), AV_CODEC_ID_NONE);
}

}  // namespace
}  // namespace smarttag::media
