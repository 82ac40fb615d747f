#include "media/input/allow_list.h"

#include <algorithm>
#include <array>

namespace smarttag::media {
namespace {

// FFmpeg's names of demuxers; a name with commas is one demuxer.
constexpr std::array<std::string_view, 37> kContainers{
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
    "asf",
    "mxf",
    "dv",
    "rm",
    "ivf",
    "h264",
    "hevc",
    "m4v",
    "mpegvideo",
    "vc1",
    "au",
    "wv",
    "dts",
    "tta",
    "ape",
    "voc",
    "nistsphere",
    "xwma",
};

struct StillPicture {
  std::string_view demuxer;
  AVCodecID codec;
};
constexpr std::array kStillPictures{
    StillPicture{"jpeg_pipe", AV_CODEC_ID_MJPEG},    StillPicture{"png_pipe", AV_CODEC_ID_PNG},
    StillPicture{"webp_pipe", AV_CODEC_ID_WEBP},     StillPicture{"bmp_pipe", AV_CODEC_ID_BMP},
    StillPicture{"tiff_pipe", AV_CODEC_ID_TIFF},     StillPicture{"j2k_pipe", AV_CODEC_ID_JPEG2000},
    StillPicture{"jpegxl_pipe", AV_CODEC_ID_JPEGXL}, StillPicture{"pbm_pipe", AV_CODEC_ID_PBM},
    StillPicture{"pgm_pipe", AV_CODEC_ID_PGM},       StillPicture{"ppm_pipe", AV_CODEC_ID_PPM},
    StillPicture{"pam_pipe", AV_CODEC_ID_PAM},
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
    Allowed{AV_CODEC_ID_VC1, "vc1"},
    Allowed{AV_CODEC_ID_WMV1, "wmv1"},
    Allowed{AV_CODEC_ID_WMV2, "wmv2"},
    Allowed{AV_CODEC_ID_WMV3, "wmv3"},
    Allowed{AV_CODEC_ID_MSMPEG4V1, "msmpeg4v1"},
    Allowed{AV_CODEC_ID_MSMPEG4V2, "msmpeg4v2"},
    Allowed{AV_CODEC_ID_MSMPEG4V3, "msmpeg4"},
    Allowed{AV_CODEC_ID_DVVIDEO, "dvvideo"},
    Allowed{AV_CODEC_ID_DNXHD, "dnxhd"},
    Allowed{AV_CODEC_ID_CFHD, "cfhd"},
    Allowed{AV_CODEC_ID_H261, "h261"},
    Allowed{AV_CODEC_ID_VP6, "vp6"},
    Allowed{AV_CODEC_ID_VP6F, "vp6f"},
    Allowed{AV_CODEC_ID_SVQ1, "svq1"},
    Allowed{AV_CODEC_ID_SVQ3, "svq3"},
    Allowed{AV_CODEC_ID_CINEPAK, "cinepak"},
    Allowed{AV_CODEC_ID_RV10, "rv10"},
    Allowed{AV_CODEC_ID_RV20, "rv20"},
    Allowed{AV_CODEC_ID_RV30, "rv30"},
    Allowed{AV_CODEC_ID_RV40, "rv40"},
    Allowed{AV_CODEC_ID_FFV1, "ffv1"},
    Allowed{AV_CODEC_ID_QTRLE, "qtrle"},
    Allowed{AV_CODEC_ID_RAWVIDEO, "rawvideo"},
    // pictures
    Allowed{AV_CODEC_ID_TIFF, "tiff"},
    Allowed{AV_CODEC_ID_JPEG2000, "jpeg2000"},
    Allowed{AV_CODEC_ID_JPEGXL, "libjxl"},
    Allowed{AV_CODEC_ID_PBM, "pbm"},
    Allowed{AV_CODEC_ID_PGM, "pgm"},
    Allowed{AV_CODEC_ID_PPM, "ppm"},
    Allowed{AV_CODEC_ID_PAM, "pam"},
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
    Allowed{AV_CODEC_ID_ADPCM_IMA_QT, "adpcm_ima_qt"},
    Allowed{AV_CODEC_ID_ADPCM_SWF, "adpcm_swf"},
    Allowed{AV_CODEC_ID_ADPCM_YAMAHA, "adpcm_yamaha"},
    Allowed{AV_CODEC_ID_ADPCM_G722, "g722"},
    Allowed{AV_CODEC_ID_ADPCM_G726, "g726"},
    Allowed{AV_CODEC_ID_ADPCM_G726LE, "g726le"},
    Allowed{AV_CODEC_ID_G723_1, "g723_1"},
    Allowed{AV_CODEC_ID_G729, "g729"},
    Allowed{AV_CODEC_ID_GSM, "gsm"},
    Allowed{AV_CODEC_ID_GSM_MS, "gsm_ms"},
    Allowed{AV_CODEC_ID_ILBC, "ilbc"},
    Allowed{AV_CODEC_ID_SPEEX, "speex"},
    Allowed{AV_CODEC_ID_NELLYMOSER, "nellymoser"},
    Allowed{AV_CODEC_ID_WMAV1, "wmav1"},
    Allowed{AV_CODEC_ID_WMAV2, "wmav2"},
    Allowed{AV_CODEC_ID_WMAPRO, "wmapro"},
    Allowed{AV_CODEC_ID_WMAVOICE, "wmavoice"},
    Allowed{AV_CODEC_ID_WMALOSSLESS, "wmalossless"},
    Allowed{AV_CODEC_ID_WAVPACK, "wavpack"},
    Allowed{AV_CODEC_ID_TTA, "tta"},
    Allowed{AV_CODEC_ID_APE, "ape"},
    Allowed{AV_CODEC_ID_COOK, "cook"},
    Allowed{AV_CODEC_ID_RA_144, "real_144"},
    Allowed{AV_CODEC_ID_RA_288, "real_288"},
    Allowed{AV_CODEC_ID_SIPR, "sipr"},
    Allowed{AV_CODEC_ID_PCM_DVD, "pcm_dvd"},
    Allowed{AV_CODEC_ID_PCM_BLURAY, "pcm_bluray"},
    Allowed{AV_CODEC_ID_PCM_U16LE, "pcm_u16le"},
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
