// Reads one window: what is said in it, piece by piece in its language.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "facts/fact.h"
#include "speech/listening/segmenter.h"
#include "speech/utterances/utterance.h"
#include "speech/whisper/language.h"
#include "speech/whisper/tokens/hotwords.h"
#include "speech/whisper/whisper.h"

namespace smarttag::speech {

struct Reading {
  std::string language;  // Whisper's code of the one language that is spoken; empty: found out for each piece
  int beams = 5;
  std::vector<Hotword> hotwords{};
};

// One for each channel of a job; remembers the language that was spoken last.
class WindowReader {
 public:
  // The language must be one that the model knows.
  WindowReader(std::shared_ptr<Whisper> whisper, Reading reading);

  // The kSpeech facts of the window, in order of time.
  Result<std::vector<TimedFact>> read(const Window& window);

 private:
  using Run = LanguageRun;  // of the window's pieces
  Result<std::vector<Run>> runs(const Window& window);
  Result<void> settle(const Window& window, std::span<const int> others, std::vector<int>& languages);
  Result<void> rejoin(const Window& window, std::span<const LanguageEvidence> evidence,
                      std::vector<int>& languages);
  Result<bool> is_likelier(const Window& window, const Run& run, int other);
  Result<double> sureness(const Window& window, std::size_t first, std::size_t last, int language);
  Result<LanguageEvidence> listen_to(const Window& window, std::size_t piece);
  Result<std::vector<float>> languages_of(std::span<const float> sound, double silence);
  Result<void> read_run(const Window& window, const Run& run, int depth, std::vector<TimedFact>& facts);
  Result<void> read_rest(const Window& window, const Run& run, std::span<const Utterance> utterances,
                         int depth, std::vector<TimedFact>& facts);
  Result<void> read_tail(const Window& window, const Run& run, std::span<const Utterance> utterances,
                         double reached, int depth, std::vector<TimedFact>& facts);
  Result<void> add_facts(std::vector<Utterance> utterances, int language,
                         std::vector<TimedFact>& facts) const;

  std::shared_ptr<Whisper> whisper_;  // shared with the readers of other channels, on the same thread
  Reading reading_;
  std::vector<float> priors_;  // of the languages
  HotwordTable hotwords_;
  int language_ = -1;  // index into TokenTable::languages()
};

}  // namespace smarttag::speech
