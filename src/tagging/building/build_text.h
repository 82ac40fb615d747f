// Builds the results that are text: ASR, Meta, Subtitle and its files. OCR is in build_ocr.h.
#pragma once

#include <string>
#include <vector>

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

struct SubtitleFile {
  std::string name;
  std::string content;
};

struct Subtitles {
  results::Subtitle result;
  std::vector<SubtitleFile> files;
};

// The same from a transcript that a person corrected. `mark` tells its files from those of other revisions:
// "subtitles.MARK.srt". A segment is Chinese when Chinese characters prevail in it; of the others those count
// as English that the machine's subtitles (`before`) had a file for.
Subtitles corrected_subtitles(const results::Asr& asr, const results::Subtitle& before,
                              const std::string& mark);

}  // namespace smarttag::tagging
