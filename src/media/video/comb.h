// Takes the comb out of interlaced pictures.
#pragma once

#include "media/input/ffmpeg.h"

namespace smarttag::media {

// Two fields taken 20 ms apart tear what moves into alternating lines. Where that shows, the lines of the
// second field are replaced by the mean of their neighbours; what stands still (captions) keeps every line.
// Leaves frames alone that are not 8-bit planar or show no comb. Returns whether the frame was changed; its
// pixels are copied first where others hold them too.
bool remove_comb(AVFrame& frame);

}  // namespace smarttag::media
