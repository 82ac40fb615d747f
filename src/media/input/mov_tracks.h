// Tracks of a MOV or MP4 that the file does not describe, for the sake of which FFmpeg refuses all others.
#pragma once

#include <cstdint>
#include <vector>

#include "media/input/file_input.h"

namespace smarttag::media {

struct UndescribedTrack {
  std::int64_t type_at = 0;  // where the type of its box stands in the file ("trak")
  bool wanted = false;       // it is of video or sound
};

// Those whose sample description (box stsd, ISO/IEC 14496-12, 8.5.2) is empty. Reads the heads of boxes only,
// at most some thousands; none for any other kind of file.
std::vector<UndescribedTrack> undescribed_tracks(const FileInput& input);

}  // namespace smarttag::media
