#include "media/input/allow_list.h"
#include "base/paths.h"

#include <fstream>
#include <iterator>
#include <sstream>

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

TEST(AllowList, StandsInTheDocs) {
  std::ifstream file(home_folder() / "docs/formats.md");
  const std::string page{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  std::size_t named = 0;
  std::istringstream codecs(codec_whitelist());
  for (std::string name; std::getline(codecs, name, ','); ++named)
    EXPECT_NE(page.find('`' + name + '`'), std::string::npos) << name;
  EXPECT_GT(named, 80U);
  void* state = nullptr;
  while (const AVInputFormat* one = av_demuxer_iterate(&state)) {
    if (!container_allowed(*one)) continue;
    EXPECT_NE(page.find('`' + std::string(one->name) + '`'), std::string::npos) << one->name;
  }
  // And nothing else: each name on the page is on one of the lists.
  const std::string lists = ',' + codec_whitelist() + ',' + container_whitelist() + ',';
  for (std::size_t at = page.find('`', page.find("**Containers")); at != std::string::npos;) {
    const std::size_t end = page.find('`', at + 1);
    ASSERT_NE(end, std::string::npos);
    const std::string name = page.substr(at + 1, end - at - 1);
    EXPECT_NE(lists.find(',' + name + ','), std::string::npos) << name;
    at = page.find('`', end + 1);
  }
}

TEST(AllowList, KnowsStillPictures) {
  EXPECT_EQ(still_picture_codec(format("jpeg_pipe")), AV_CODEC_ID_MJPEG);
  EXPECT_EQ(still_picture_codec(format("mp4")), AV_CODEC_ID_NONE);
}

}  // namespace
}  // namespace smarttag::media
