#include "media/input/ffmpeg.h"

#include <array>
#include <cstdarg>
#include <cstring>
#include <mutex>

#include <spdlog/spdlog.h>

namespace smarttag::media {
namespace {

constexpr std::size_t kMatrixBytes = 9 * sizeof(std::int32_t);

// Called from decoder threads too. Only warnings and worse: FFmpeg tells more than anyone reads.
void to_log(void* object, int level, const char* format, va_list arguments) {
  if (level > AV_LOG_WARNING || !spdlog::should_log(spdlog::level::debug)) return;
  std::array<char, 512> line{};
  int prefix = 1;
  av_log_format_line2(object, level, format, arguments, line.data(), line.size(), &prefix);
  std::string_view text(line.data());
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  spdlog::debug("ffmpeg: {}", text);
}

}  // namespace

std::string ffmpeg_text(int error) {
  std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
  av_strerror(error, text.data(), text.size());
  return text.data();
}

void quiet_ffmpeg() {
  static std::once_flag once;
  std::call_once(once, [] { av_log_set_callback(to_log); });
}

std::int64_t shown_for(const AVFrame& frame) {
#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(57, 30, 100)
  return frame.duration;
#else
  return frame.pkt_duration;
#endif
}

bool is_interlaced(const AVFrame& frame) {
#ifdef AV_FRAME_FLAG_INTERLACED
  return (frame.flags & AV_FRAME_FLAG_INTERLACED) != 0;
#else
  return frame.interlaced_frame != 0;
#endif
}

const std::int32_t* display_matrix(const AVStream& stream) {
#if LIBAVFORMAT_VERSION_INT >= AV_VERSION_INT(60, 15, 100)
  const AVPacketSideData* side = av_packet_side_data_get(
      stream.codecpar->coded_side_data, stream.codecpar->nb_coded_side_data, AV_PKT_DATA_DISPLAYMATRIX);
  if (side == nullptr || side->size < kMatrixBytes) return nullptr;
  return reinterpret_cast<const std::int32_t*>(side->data);
#else
  std::size_t size = 0;
  const std::uint8_t* data = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
  if (data == nullptr || size < kMatrixBytes) return nullptr;
  return reinterpret_cast<const std::int32_t*>(data);
#endif
}

const std::int32_t* display_matrix(const AVFrame& frame) {
  const AVFrameSideData* side = av_frame_get_side_data(&frame, AV_FRAME_DATA_DISPLAYMATRIX);
  if (side == nullptr || side->size < kMatrixBytes) return nullptr;
  return reinterpret_cast<const std::int32_t*>(side->data);
}

}  // namespace smarttag::media
