// FFmpeg's objects with owners, and the few places where its versions (5.1 to 7) differ.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/pixdesc.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
}

#include <memory>
#include <string>

namespace smarttag::media {

struct FfmpegFree {
  void operator()(AVFormatContext* context) const { avformat_close_input(&context); }
  void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
  void operator()(SwsContext* context) const { sws_freeContext(context); }
  void operator()(SwrContext* context) const { swr_free(&context); }
};
using FormatContext = std::unique_ptr<AVFormatContext, FfmpegFree>;
using CodecContext = std::unique_ptr<AVCodecContext, FfmpegFree>;
using FrameHandle = std::unique_ptr<AVFrame, FfmpegFree>;
using PacketHandle = std::unique_ptr<AVPacket, FfmpegFree>;
using Scaler = std::unique_ptr<SwsContext, FfmpegFree>;
using Resampler = std::unique_ptr<SwrContext, FfmpegFree>;

// FFmpeg's words for one of its error numbers; for the log.
std::string ffmpeg_text(int error);

// Sends FFmpeg's own messages to our log (level debug) instead of standard error. Once per process; cheap.
void quiet_ffmpeg();

// How long the frame is shown or sounds, in the time base of its stream; 0 where unknown.
std::int64_t shown_for(const AVFrame& frame);

bool is_interlaced(const AVFrame& frame);

// The nine numbers of the container's display matrix; null where it has none.
const std::int32_t* display_matrix(const AVStream& stream);

// The same of a single frame: EXIF of a JPEG, display orientation of H.264 and HEVC.
const std::int32_t* display_matrix(const AVFrame& frame);

}  // namespace smarttag::media
