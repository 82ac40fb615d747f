// Builds the results that are text: ASR, Meta, Subtitle and its files. OCR is in build_ocr.h.
#pragma once

#include "results/asr.h"
#include "results/meta.h"
#include "results/subtitle.h"
#include "tagging/building/material.h"
#include "tagging/building/output.h"

namespace smarttag::tagging {

Result<results::Asr> build_asr(const Material& material);

Result<results::Meta> build_meta(const Material& material);

// The Subtitle result and the files that it names: subtitles.srt and .vtt, and subtitles.zh.srt,
// subtitles.en.srt where something was said in that language. The URLs of the result are the names of the
// files; whoever stores the files puts the real URLs in their place.
Result<void> write_subtitles(const Material& material, Output& output);

}  // namespace smarttag::tagging
