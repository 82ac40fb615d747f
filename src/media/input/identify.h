// What a file is, by its content alone; its name never counts.
#pragma once

#include "base/error.h"
#include "media/input/ffmpeg.h"
#include "media/input/file_input.h"

namespace smarttag::media {

struct Identity {
  enum class Kind {
    kStream,
    kStill,
    kHeif,          // a picture that libheif reads
    kHeifSequence,  // a stream that may hold a picture for libheif too
    kAnimatedWebp,
  };
  Kind kind = Kind::kStream;
  const AVInputFormat* format = nullptr;       // of a stream: on the allow-list
  AVCodecID still_picture = AV_CODEC_ID_NONE;  // of a still picture
};

// Reads at most 8 MiB of the start. kInputRefused for playlists and the like, which name other files;
// kInputUnsupported for media of a container that is not on the allow-list; kInputUnreadable for the rest.
Result<Identity> identify(FileInput& input);

}  // namespace smarttag::media
