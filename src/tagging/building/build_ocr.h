// Builds OCR, which is as long as the video: it is written line by line and never held as a whole.
#pragma once

#include "tagging/building/material.h"
#include "tagging/building/output.h"

namespace smarttag::tagging {

// One entry for each sampled frame that shows text, in order of time; its lines as people read them.
// Memory: the lines of text that are on screen at one time.
Result<void> write_ocr(const Material& material, Output& output);

}  // namespace smarttag::tagging
