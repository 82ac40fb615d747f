// Speech recognition: which words are spoken, in which language, from when to when.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "speech/analyser.h"
#include "speech/whisper/tokens/hotwords.h"

namespace smarttag::speech {

class SoundModel;  // its header brings OpenVINO

// The analyser "asr". Voice activity cuts the sound into pieces; neighbouring pieces make a window; a window
// of music alone is left out; the language of each piece is found, and what is in one language is transcribed
// by Whisper. Gives a Speech fact for each sentence: text, language as in BCP 47, words with their times;
// score = e to the mean log probability of its tokens.
//
// What is sung is marked so. A window is read when the model of kinds has heard some seconds more.
//
// Holds one window of sound and what waits behind it, and the facts.
struct RecogniserOptions {
  std::string language{};  // as the setting
  int beams = 5;
  std::vector<Hotword> hotwords{};
  // Is told of each window's facts as soon as they are found, on the thread that hears; may be empty.
  std::function<void(const std::vector<TimedFact>&)> heard{};
};

// As the settings `language`, `beam` and `hotwords` have it. kUsage for hotwords that are none.
Result<RecogniserOptions> recogniser_options(const Settings& settings);

// kModelMissing, kAnalysisFailed; kUsage for a language that the model does not know. kinds: as
// make_sound_finder has it.
Result<std::unique_ptr<AudioAnalyser>> make_recogniser(inference::Engine& engine, RecogniserOptions options,
                                                       std::shared_ptr<SoundModel> kinds);

}  // namespace smarttag::speech
