// Which containers and codecs may be opened. Whatever is not listed here is never parsed, whoever asks for
// it.
#pragma once

#include <string>
#include <string_view>

#include "media/input/ffmpeg.h"

namespace smarttag::media {

// Whether this demuxer may run.
bool container_allowed(const AVInputFormat& format);

// The decoder for a codec; null when the codec is not on the list or this FFmpeg was built without it.
const AVCodec* allowed_decoder(AVCodecID codec);

// The codec of a demuxer that hands out one still picture ("png_pipe"); AV_CODEC_ID_NONE for any other.
AVCodecID still_picture_codec(const AVInputFormat& format);

// Whether the demuxer is a playlist or a description of media that lie elsewhere (HLS, DASH, concat, SDP...).
bool is_playlist(const AVInputFormat& format);

// The lists in the form that FFmpeg's format_whitelist and codec_whitelist take.
const std::string& container_whitelist();
const std::string& codec_whitelist();

}  // namespace smarttag::media
