#include "media/heif/heif.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include <fmt/format.h>
#include <libheif/heif.h>

extern "C" {
#include <libavutil/intreadwrite.h>
}

namespace smarttag::media {
namespace {

constexpr int kSameThread = 0;
constexpr std::array<std::string_view, 8> kPictures{"heic", "heix", "heim", "heis",
                                                    "avif", "mif1", "mif2", "avci"};
constexpr std::array<std::string_view, 8> kSequences{"hevc", "hevx", "hevm", "hevs",
                                                     "avis", "msf1", "avcs", "jpgs"};

struct HeifFree {
  void operator()(heif_context* context) const { heif_context_free(context); }
  void operator()(heif_image_handle* handle) const { heif_image_handle_release(handle); }
  void operator()(heif_image* image) const { heif_image_release(image); }
  void operator()(heif_color_profile_nclx* profile) const { heif_nclx_color_profile_free(profile); }
};
template <class T>
using Heif = std::unique_ptr<T, HeifFree>;

// The major brand first, then those that the file is compatible with; empty where the first box tells none.
std::string_view brands_of(std::string_view head) {
  constexpr std::size_t kLeast = 16;  // bytes: size, type, major brand, its version
  if (head.size() < kLeast || head.substr(4, 4) != "ftyp") return {};
  return head.substr(8, std::max<std::size_t>(AV_RB32(head.data()), kLeast) - 8);
}

bool holds(std::string_view brands, std::string_view brand) {
  for (std::size_t at = 0; at + 4 <= brands.size(); at += 4)
    if (at != 4 && brands.substr(at, 4) == brand) return true;  // at 4 stands the version
  return false;
}

bool is_one_of(const auto& list, std::string_view brand) {
  return std::ranges::find(list, brand) != list.end();
}

tl::unexpected<Error> failure(const heif_error& error) {
  const std::string detail = error.message != nullptr ? error.message : "";
  if (error.subcode == heif_suberror_Security_limit_exceeded ||
      error.code == heif_error_Memory_allocation_error)
    return fail(ErrorKind::kInputTooLarge, "The picture has more pixels or parts than can be read.", detail);
  // An item of a type that it does not know is not there for libheif, so that its number leads to nothing.
  const bool unknown_item = error.subcode == heif_suberror_No_or_invalid_primary_item ||
                            error.subcode == heif_suberror_Nonexisting_item_referenced;
  if (error.code == heif_error_Unsupported_filetype || error.code == heif_error_Unsupported_feature ||
      unknown_item)
    return fail(ErrorKind::kInputUnsupported,
                "This kind of HEIF picture is not supported. Convert the picture to PNG or JPEG first.",
                detail);
  return fail(ErrorKind::kInputUnreadable, "The picture is damaged or cut off. Copy or export it again.",
              detail);
}

Result<void> check_size(std::int64_t width, std::int64_t height, std::int64_t max_pixels) {
  if (width <= 0 || height <= 0)
    return fail(ErrorKind::kInputUnreadable, "The picture is damaged: its size cannot be read.");
  if (width * height <= max_pixels) return {};
  return fail(ErrorKind::kInputTooLarge,
              fmt::format("The picture has {}x{} pixels; at most {} are allowed (setting max-pixels).", width,
                          height, max_pixels));
}

heif_chroma layout_of(bool deep, bool alpha) {
  if (deep) return alpha ? heif_chroma_interleaved_RRGGBBAA_LE : heif_chroma_interleaved_RRGGBB_LE;
  return alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB;
}

AVPixelFormat format_of(bool deep, bool alpha) {
  if (deep) return alpha ? AV_PIX_FMT_RGBA64LE : AV_PIX_FMT_RGB48LE;
  return alpha ? AV_PIX_FMT_RGBA : AV_PIX_FMT_RGB24;
}

// A row of values of `bits` bits in 16, to the full range of 16.
void widen(const std::uint8_t* in, std::uint8_t* out, std::size_t values, int bits) {
  for (std::size_t i = 0; i < values; ++i) {
    const unsigned value = AV_RL16(in + 2 * i);
    AV_WL16(out + 2 * i, static_cast<std::uint16_t>(value << (16 - bits) | value >> (2 * bits - 16)));
  }
}

// Colours that were multiplied by their alpha, as they were before.
void divide_by_alpha(AVFrame& frame) {
  for (int y = 0; y < frame.height; ++y) {
    std::uint8_t* pixel = frame.data[0] + std::ptrdiff_t{y} * frame.linesize[0];
    for (int x = 0; x < frame.width; ++x, pixel += 4)
      for (int c = 0; c < 3 && pixel[3] != 0; ++c)
        pixel[c] = static_cast<std::uint8_t>(std::min(255, (pixel[c] * 255 + pixel[3] / 2) / pixel[3]));
  }
}

// The numbers of both are those of ITU-T H.273.
void note_colours(const heif_image_handle* handle, AVFrame& frame) {
  frame.color_range = AVCOL_RANGE_JPEG;
  heif_color_profile_nclx* raw = nullptr;
  if (heif_image_handle_get_nclx_color_profile(handle, &raw).code != heif_error_Ok) return;
  const Heif<heif_color_profile_nclx> profile(raw);
  frame.color_primaries = static_cast<AVColorPrimaries>(profile->color_primaries);
  frame.color_trc = static_cast<AVColorTransferCharacteristic>(profile->transfer_characteristics);
}

Result<FrameHandle> frame_of(const heif_image& image, bool deep, bool alpha) {
  int stride = 0;
  const std::uint8_t* plane = heif_image_get_plane_readonly(&image, heif_channel_interleaved, &stride);
  const int bits = heif_image_get_bits_per_pixel_range(&image, heif_channel_interleaved);
  FrameHandle frame(av_frame_alloc());
  if (plane == nullptr || bits < 8 || bits > 16)
    return fail(ErrorKind::kInputUnreadable, "The picture is damaged: its pixels cannot be read.");
  if (frame != nullptr) {
    frame->width = heif_image_get_width(&image, heif_channel_interleaved);
    frame->height = heif_image_get_height(&image, heif_channel_interleaved);
    frame->format = format_of(deep, alpha);
  }
  if (frame == nullptr || av_frame_get_buffer(frame.get(), 0) < 0)
    return fail(ErrorKind::kMemoryLimit, "There is too little memory to decode the picture.");
  const std::size_t values = static_cast<std::size_t>(frame->width) * (alpha ? 4 : 3);
  for (int y = 0; y < frame->height; ++y) {
    const std::uint8_t* in = plane + std::ptrdiff_t{y} * stride;
    std::uint8_t* out = frame->data[0] + std::ptrdiff_t{y} * frame->linesize[0];
    if (deep)
      widen(in, out, values, bits);
    else
      std::memcpy(out, in, values);
  }
  return frame;
}

}  // namespace

HeifKind heif_kind(std::string_view head) {
  const std::string_view brands = brands_of(head);
  const std::string_view major = brands.substr(0, 4);
  if (is_one_of(kSequences, major)) return HeifKind::kSequence;
  const bool picture = std::ranges::any_of(kPictures, [&](auto brand) { return holds(brands, brand); });
  return picture ? HeifKind::kPicture : HeifKind::kNone;
}

std::string heif_codec(std::string_view head) {
  const std::string_view brands = brands_of(head);
  if (holds(brands, "avif") || holds(brands, "avis")) return "av1";
  return holds(brands, "heic") || holds(brands, "heix") ? "hevc" : "heif";
}

Result<FrameHandle> decode_heif(std::string_view bytes, std::int64_t max_pixels) {
  const Heif<heif_context> context(heif_context_alloc());
  if (context == nullptr)
    return fail(ErrorKind::kMemoryLimit, "There is too little memory to decode the picture.");
  heif_context_set_max_decoding_threads(context.get(), kSameThread);
  heif_error error =
      heif_context_read_from_memory_without_copy(context.get(), bytes.data(), bytes.size(), nullptr);
  heif_image_handle* primary = nullptr;
  if (error.code == heif_error_Ok) error = heif_context_get_primary_image_handle(context.get(), &primary);
  if (error.code != heif_error_Ok) return failure(error);
  const Heif<heif_image_handle> handle(primary);
  for (const auto& [width, height] :
       {std::pair(heif_image_handle_get_width(primary), heif_image_handle_get_height(primary)),
        std::pair(heif_image_handle_get_ispe_width(primary), heif_image_handle_get_ispe_height(primary))}) {
    if (auto size = check_size(width, height, max_pixels); !size) return tl::unexpected(size.error());
  }
  const bool deep = heif_image_handle_get_luma_bits_per_pixel(primary) > 8;
  const bool alpha = heif_image_handle_has_alpha_channel(primary) != 0;
  heif_image* decoded = nullptr;
  error = heif_decode_image(primary, &decoded, heif_colorspace_RGB, layout_of(deep, alpha), nullptr);
  if (error.code != heif_error_Ok) return failure(error);
  const Heif<heif_image> image(decoded);
  auto frame = frame_of(*image, deep, alpha);
  if (!frame) return frame;
  if (auto size = check_size((*frame)->width, (*frame)->height, max_pixels); !size)
    return tl::unexpected(size.error());
  if (alpha && !deep && heif_image_handle_is_premultiplied_alpha(primary) != 0) divide_by_alpha(**frame);
  note_colours(primary, **frame);
  return frame;
}

}  // namespace smarttag::media
