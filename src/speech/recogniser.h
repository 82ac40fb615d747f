// Speech recognition: which words are spoken, in which language, from when to when.
#pragma once

#include <memory>

#include "speech/analyser.h"

namespace smarttag::speech {

// The analyser "asr". Voice activity cuts the sound into pieces; neighbouring pieces make a window; the
// language of each piece is found, and what is in one language is transcribed by Whisper. Gives a kSpeech
// fact for each sentence: what = text, language as in BCP 47, score = e to the mean log probability of its
// tokens, from and to.
//
// Holds one window of sound and the facts. Errors: kModelMissing, kAnalysisFailed.
Result<std::unique_ptr<AudioAnalyser>> make_recogniser(inference::Engine& engine, const Settings& settings);

}  // namespace smarttag::speech
