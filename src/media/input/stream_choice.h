// Which stream of a container is looked at and which is listened to.
#pragma once

#include "base/error.h"
#include "media/input/ffmpeg.h"

namespace smarttag::media {

struct StreamChoice {
  AVStream* video = nullptr;  // null where there is none; cover pictures of a record are none
  AVStream* audio = nullptr;
};

// Of each kind the stream that the container marks as default, else the first; video of more pixels goes
// before. Streams for people who see or hear badly go last. kInputUnsupported when all streams of a kind have
// codecs that are not on the allow-list (the text names one), or when there is neither video nor sound.
Result<StreamChoice> choose_streams(AVFormatContext& context);

}  // namespace smarttag::media
