// Pictures in HEIF files (ISO/IEC 23008-12): HEIC and AVIF, of one piece or of tiles. FFmpeg 5.1 reads no
// tiles, no alpha and no orientation of them; libheif does.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "media/input/ffmpeg.h"

namespace smarttag::media {

enum class HeifKind { kNone, kPicture, kSequence };

// By the brands in the first box of a file, of which `head` is the start (ISO/IEC 23008-12, annex on brands).
// A sequence may hold a primary picture too.
HeifKind heif_kind(std::string_view head);

// FFmpeg's name of the codec that the brands tell of: "av1" or "hevc"; "heif" where they tell of none.
std::string heif_codec(std::string_view head);

// Decodes the primary picture of a file held in memory: tiles put together, cropped, turned and mirrored as
// the file says (an EXIF orientation repeats that and does not count). Gives RGB24 or RGBA, of more than 8
// bits RGB48LE or RGBA64LE, with the transfer and primaries that the file tells. kInputTooLarge beyond
// max_pixels, by the size that the file tells before its memory is taken; kInputUnsupported for a codec that
// this libheif has no decoder for; kInputUnreadable when it is damaged or cut off.
Result<FrameHandle> decode_heif(std::string_view bytes, std::int64_t max_pixels);

}  // namespace smarttag::media
