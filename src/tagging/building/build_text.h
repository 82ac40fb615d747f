// Builds the results that are text: ASR, OCR, Meta, Subtitle.
#pragma once

#include "results/asr.h"
#include "results/meta.h"
#include "results/ocr.h"
#include "results/subtitle.h"
#include "tagging/building/material.h"

namespace smarttag::tagging {

results::Asr build_asr(const Material& material);

// One entry for each sampled frame that shows text, in order of time; its lines from top to bottom.
results::Ocr build_ocr(const Material& material);

results::Meta build_meta(const Material& material);

// A file that goes with the results.
struct OutputFile {
  std::string name;
  std::string content;
};

// subtitles.srt and .vtt, and subtitles.zh.srt, subtitles.en.srt where something was said in that language.
std::vector<OutputFile> subtitle_files(const std::vector<TimedFact>& facts);

// The URLs are the names of subtitle_files(); whoever stores the files puts the real URLs in their place.
results::Subtitle build_subtitle(const Material& material);

}  // namespace smarttag::tagging
