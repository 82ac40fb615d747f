// The picture of a sample of a library.
#pragma once

#include "base/error.h"
#include "base/settings.h"
#include "media/frame.h"

namespace smarttag::tagging {

// Of the file behind the descriptor, which stays the caller's. kUsage when it is no picture, else the errors
// of media::Source.
Result<media::Frame> sample_picture(int fd, const Settings& settings);

}  // namespace smarttag::tagging
