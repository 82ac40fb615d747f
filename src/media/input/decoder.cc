#include "media/input/decoder.h"

#include <fmt/format.h>

#include "media/input/allow_list.h"

namespace smarttag::media {
namespace {

constexpr int kFailures = 64;  // failures for one packet after which the next is tried

// Whether this is FLAC of more bits a sample than this FFmpeg decodes: up to 5.1 it gives an error for every
// packet. `extradata` holds STREAMINFO (RFC 9639, 8.2).
bool is_too_deep_flac(const AVCodecParameters& parameters) {
#if LIBAVCODEC_VERSION_MAJOR < 60
  constexpr int kStreamInfo = 34, kMostBits = 24;
  if (parameters.codec_id != AV_CODEC_ID_FLAC || parameters.extradata_size < kStreamInfo) return false;
  const std::uint8_t* info = parameters.extradata;
  return ((info[12] & 1) << 4 | info[13] >> 4) + 1 > kMostBits;
#else
  static_cast<void>(parameters);
  return false;
#endif
}

}  // namespace

Result<std::unique_ptr<Decoder>> Decoder::open(const AVCodecParameters& parameters, AVRational time_base,
                                               const DecoderLimits& limits) {
  const AVCodec* codec = allowed_decoder(parameters.codec_id);
  if (codec == nullptr) {
    return fail(ErrorKind::kInputUnsupported,
                fmt::format("The codec {} is not supported. Convert the file first, for example with ffmpeg.",
                            avcodec_get_name(parameters.codec_id)));
  }
  if (is_too_deep_flac(parameters))
    return fail(ErrorKind::kInputUnsupported,
                "FLAC of 32 bits is not supported. Convert the file to WAV or to FLAC of 24 bits first.");
  std::unique_ptr<Decoder> decoder(new Decoder(limits));
  decoder->context_.reset(avcodec_alloc_context3(codec));
  AVCodecContext* context = decoder->context_.get();
  if (context == nullptr || decoder->frame_ == nullptr) {
    return fail(ErrorKind::kMemoryLimit, "There is too little memory to decode the file.");
  }
  int error = avcodec_parameters_to_context(context, &parameters);
  if (error >= 0) {
    context->pkt_timebase = time_base;
    context->opaque = decoder.get();
    context->get_buffer2 = get_buffer;
    context->thread_count = limits.threads;
    error = avcodec_open2(context, codec, nullptr);
  }
  if (error < 0) {
    return fail(
        ErrorKind::kInputUnsupported,
        fmt::format("This kind of {} cannot be decoded. Convert the file first, for example with ffmpeg.",
                    avcodec_get_name(parameters.codec_id)),
        ffmpeg_text(error));
  }
  return decoder;
}

int Decoder::get_buffer(AVCodecContext* context, AVFrame* frame, int flags) {
  auto& self = *static_cast<Decoder*>(context->opaque);
  if (context->codec_type == AVMEDIA_TYPE_VIDEO &&
      static_cast<std::int64_t>(frame->width) * frame->height > self.limits_.max_pixels) {
    self.wide_ = frame->width;
    self.high_ = frame->height;
    return AVERROR(ENOMEM);
  }
  return avcodec_default_get_buffer2(context, frame, flags);
}

Result<void> Decoder::check_size() const {
  if (wide_ == 0) return {};
  return fail(ErrorKind::kInputTooLarge,
              fmt::format("The picture has {}x{} pixels; at most {} are allowed (setting max-pixels).",
                          wide_.load(), high_.load(), limits_.max_pixels));
}

Result<bool> Decoder::decode(const AVPacket* packet, const Take& take) {
  if (packet != nullptr) ++packets_;
  for (;;) {
    const int sent = avcodec_send_packet(context_.get(), packet);
    if (sent == AVERROR(ENOMEM)) {
      if (auto size = check_size(); !size) return tl::unexpected(size.error());
    }
    if (sent < 0 && sent != AVERROR(EAGAIN) && sent != AVERROR_EOF) ++damaged_;
    auto more = receive(take);
    if (!more || !*more || sent != AVERROR(EAGAIN)) return more;
  }
}

// Gives away every frame that is ready.
Result<bool> Decoder::receive(const Take& take) {
  for (int failures = 0; failures < kFailures;) {
    const int error = avcodec_receive_frame(context_.get(), frame_.get());
    if (auto size = check_size(); !size) return tl::unexpected(size.error());
    if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) return true;
    if (error < 0) {
      ++damaged_;
      ++failures;
      continue;
    }
    ++frames_;
    auto more = take(*frame_);
    av_frame_unref(frame_.get());
    if (!more || !*more) return more;
  }
  return true;
}

}  // namespace smarttag::media
