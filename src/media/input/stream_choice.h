// Which streams of a container are looked at and listened to.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "media/input/ffmpeg.h"

namespace smarttag::media {

struct StreamChoice {
  AVStream* video = nullptr;  // null where there is none; cover pictures of a record are none
  std::vector<AVStream*>
      sounds;  // all that are listened to, the default one first; empty where there are none
  std::vector<std::string> remarks;  // a sentence for each stream that is left out though it is wanted

  std::vector<AVStream*> all() const;
};

// Of the video streams the one that the container marks as default, else the first; one of more pixels goes
// before. All sound streams of the same programme, but for those that only repeat the others for people who
// see or hear badly, and commentaries. A stream whose codec is not on the allow-list is left out with a
// remark. kInputUnsupported when none is left (the text names a codec), or when there is neither video nor
// sound.
Result<StreamChoice> choose_streams(AVFormatContext& context);

// What to do with a file that cannot be read as it is, by what it is: "Convert the file to WAV first, ...".
std::string conversion_advice(AVMediaType kind);

// A remark that this stream is left out, and why ("its codec truehd is not supported").
std::string left_out(const AVStream& stream, const std::string& why);

}  // namespace smarttag::media
