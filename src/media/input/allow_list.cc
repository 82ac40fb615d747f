#include "media/input/allow_list.h"

#include <algorithm>
#include <array>

namespace smarttag::media {
namespace {

// FFmpeg's names of demuxers; a name with commas is one demuxer.
constexpr std::array<std::string_view, 19> kContainers{
    "mov,mp4,m4a,3gp,3g2,mj2",
    "matroska,webm",
    "mpegts",
    "mpeg",
    "flv",
    "avi",
    "mp3",
    "wav",
    "w64",
    "aiff",
    "caf",
    "flac",
    "ogg",
    "aac",
    "ac3",
    "eac3",
    "amr",
    "gif",
    "apng",
};

struct StillPicture {
  std::string_view demuxer;
  AVCodecID codec;
};
constexpr std::array kStillPictures{
    StillPicture{"jpeg_pipe", AV_CODEC_ID_MJPEG},
    StillPicture{"png_pipe", AV_CODEC_ID_PNG},
    StillPicture{"webp_pipe", AV_CODEC_ID_WEBP},
    StillPicture{"bmp_pipe", AV_CODEC_ID_BMP},
};

constexpr std::array<std::string_view, 10> kPlaylists{
    "hls", "dash", "webm_dash_manifest", "concat", "sdp", "rtsp", "imf", "image2", "vobsub", "redir"};

struct Allowed {
  AVCodecID codec;
  std::string_view decoder;  // FFmpeg's name of the one decoder that may run
};
constexpr std::array kCodecs{
    // video
    Allowed{AV_CODEC_ID_H264, "h264"},
    Allowed{AV_CODEC_ID_HEVC, "hevc"},
    Allowed{AV_CODEC_ID_VP8, "vp8"},
    Allowed{AV_CODEC_ID_VP9, "vp9"},
    Allowed{AV_CODEC_ID_AV1, "libdav1d"},
    Allowed{AV_CODEC_ID_MPEG1VIDEO, "mpeg1video"},
    Allowed{AV_CODEC_ID_MPEG2VIDEO, "mpeg2video"},
    Allowed{AV_CODEC_ID_MPEG4, "mpeg4"},
    Allowed{AV_CODEC_ID_H263, "h263"},
    Allowed{AV_CODEC_ID_FLV1, "flv"},
    Allowed{AV_CODEC_ID_THEORA, "theora"},
    Allowed{AV_CODEC_ID_PRORES, "prores"},
    Allowed{AV_CODEC_ID_MJPEG, "mjpeg"},
    // pictures
    Allowed{AV_CODEC_ID_PNG, "png"},
    Allowed{AV_CODEC_ID_APNG, "apng"},
    Allowed{AV_CODEC_ID_WEBP, "webp"},
    Allowed{AV_CODEC_ID_BMP, "bmp"},
    Allowed{AV_CODEC_ID_GIF, "gif"},
    // sound
    Allowed{AV_CODEC_ID_AAC, "aac"},
    Allowed{AV_CODEC_ID_AAC_LATM, "aac_latm"},
    Allowed{AV_CODEC_ID_MP2, "mp2float"},
    Allowed{AV_CODEC_ID_MP3, "mp3float"},
    Allowed{AV_CODEC_ID_OPUS, "opus"},
    Allowed{AV_CODEC_ID_VORBIS, "vorbis"},
    Allowed{AV_CODEC_ID_FLAC, "flac"},
    Allowed{AV_CODEC_ID_ALAC, "alac"},
    Allowed{AV_CODEC_ID_AC3, "ac3"},
    Allowed{AV_CODEC_ID_EAC3, "eac3"},
    Allowed{AV_CODEC_ID_DTS, "dca"},
    Allowed{AV_CODEC_ID_AMR_NB, "amrnb"},
    Allowed{AV_CODEC_ID_AMR_WB, "amrwb"},
    Allowed{AV_CODEC_ID_ADPCM_IMA_WAV, "adpcm_ima_wav"},
    Allowed{AV_CODEC_ID_ADPCM_MS, "adpcm_ms"},
    Allowed{AV_CODEC_ID_PCM_U8, "pcm_u8"},
    Allowed{AV_CODEC_ID_PCM_S8, "pcm_s8"},
    Allowed{AV_CODEC_ID_PCM_S16LE, "pcm_s16le"},
    Allowed{AV_CODEC_ID_PCM_S16BE, "pcm_s16be"},
    Allowed{AV_CODEC_ID_PCM_S24LE, "pcm_s24le"},
    Allowed{AV_CODEC_ID_PCM_S24BE, "pcm_s24be"},
    Allowed{AV_CODEC_ID_PCM_S32LE, "pcm_s32le"},
    Allowed{AV_CODEC_ID_PCM_S32BE, "pcm_s32be"},
    Allowed{AV_CODEC_ID_PCM_F32LE, "pcm_f32le"},
    Allowed{AV_CODEC_ID_PCM_F32BE, "pcm_f32be"},
    Allowed{AV_CODEC_ID_PCM_F64LE, "pcm_f64le"},
    Allowed{AV_CODEC_ID_PCM_F64BE, "pcm_f64be"},
    Allowed{AV_CODEC_ID_PCM_ALAW, "pcm_alaw"},
    Allowed{AV_CODEC_ID_PCM_MULAW, "pcm_mulaw"},
};

// Most demuxers are known by several names ("sdp", "rtsp"); ours are compared as FFmpeg writes them.
bool holds(const auto& names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

}  // namespace

bool container_allowed(const AVInputFormat& format) { return holds(kContainers, format.name); }

const AVCodec* allowed_decoder(AVCodecID codec) {
  const auto* entry = std::ranges::find(kCodecs, codec, &Allowed::codec);
  return entry == kCodecs.end() ? nullptr : avcodec_find_decoder_by_name(entry->decoder.data());
}

AVCodecID still_picture_codec(const AVInputFormat& format) {
  const auto* entry =
      std::ranges::find(kStillPictures, std::string_view(format.name), &StillPicture::demuxer);
  return entry == kStillPictures.end() ? AV_CODEC_ID_NONE : entry->codec;
}

bool is_playlist(const AVInputFormat& format) { return holds(kPlaylists, format.name); }

const std::string& container_whitelist() {
  static const std::string list = [] {
    std::string joined;
    for (const std::string_view name : kContainers) joined.append(joined.empty() ? "" : ",").append(name);
    return joined;
  }();
  return list;
}

const std::string& codec_whitelist() {
  static const std::string list = [] {
    std::string joined;
    for (const Allowed& entry : kCodecs) joined.append(joined.empty() ? "" : ",").append(entry.decoder);
    return joined;
  }();
  return list;
}

}  // namespace smarttag::media
