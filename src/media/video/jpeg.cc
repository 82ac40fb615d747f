#include "media/video/jpeg.h"

#include <utility>

#include "media/input/ffmpeg.h"

namespace smarttag::media {
namespace {

constexpr int kQuality = 4;  // FFmpeg's scale of 2 (best) to 31

tl::unexpected<Error> failed(const char* what, int error) {
  return fail(ErrorKind::kInternal, "A picture could not be written.",
              std::string(what) + ": " + ffmpeg_text(error));
}

Result<CodecContext> encoder_for(cv::Size size) {
  const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
  CodecContext context(codec != nullptr ? avcodec_alloc_context3(codec) : nullptr);
  if (context == nullptr) return failed("no encoder", AVERROR(ENOMEM));
  context->width = size.width;
  context->height = size.height;
  context->pix_fmt = AV_PIX_FMT_YUVJ420P;
  context->time_base = {1, 1};
  context->flags |= AV_CODEC_FLAG_QSCALE;
  context->global_quality = kQuality * FF_QP2LAMBDA;
  if (const int error = avcodec_open2(context.get(), codec, nullptr); error < 0) return failed("open", error);
  return context;
}

Result<FrameHandle> frame_of(const cv::Mat& bgr) {
  FrameHandle frame(av_frame_alloc());
  if (frame == nullptr) return failed("frame", AVERROR(ENOMEM));
  frame->format = AV_PIX_FMT_YUVJ420P;
  frame->width = bgr.cols;
  frame->height = bgr.rows;
  frame->quality = kQuality * FF_QP2LAMBDA;
  if (const int error = av_frame_get_buffer(frame.get(), 0); error < 0) return failed("buffer", error);
  const Scaler scaler(sws_getContext(bgr.cols, bgr.rows, AV_PIX_FMT_BGR24, bgr.cols, bgr.rows,
                                     AV_PIX_FMT_YUVJ420P, SWS_BILINEAR, nullptr, nullptr, nullptr));
  if (scaler == nullptr) return failed("scaler", AVERROR(ENOMEM));
  const uint8_t* const planes[] = {bgr.data};
  const int strides[] = {static_cast<int>(bgr.step)};
  sws_scale(scaler.get(), planes, strides, 0, bgr.rows, frame->data, frame->linesize);
  return frame;
}

}  // namespace

Result<std::string> to_jpeg(const cv::Mat& bgr) {
  auto encoder = encoder_for(bgr.size());
  if (!encoder) return tl::unexpected(std::move(encoder).error());
  auto frame = frame_of(bgr);
  if (!frame) return tl::unexpected(std::move(frame).error());
  if (const int error = avcodec_send_frame(encoder->get(), frame->get()); error < 0)
    return failed("send", error);
  const PacketHandle packet(av_packet_alloc());
  if (packet == nullptr) return failed("packet", AVERROR(ENOMEM));
  if (const int error = avcodec_receive_packet(encoder->get(), packet.get()); error < 0)
    return failed("receive", error);
  return std::string(reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size));
}

}  // namespace smarttag::media
