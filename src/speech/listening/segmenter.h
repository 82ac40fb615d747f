// Windows of sound for the recogniser: neighbouring pieces of speech together, for the sake of context, but
// never longer than Whisper can take.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "speech/listening/speech_detector.h"

namespace smarttag::speech {

// Sound with at least one piece of speech, and a little of what lies around it.
struct Window {
  std::int64_t from = 0;  // sample of the media at which `samples` begins
  std::vector<float> samples;
  std::vector<Piece> pieces;  // in order; within the window
  bool whole = false;         // it is all the sound there is, and short
};

// Samples around speech: the detector is late by up to two chunks, and first sounds are soft.
struct Margins {
  std::int64_t before = 0;
  std::int64_t after = 0;
};
inline constexpr Margins kMargins{16000 / 5, 16000 * 3 / 10};
inline constexpr Margins kEnglishMargins{16000 * 3 / 10, 16000 * 3 / 10};
inline constexpr Margins kWideMargins{16000 * 2 / 5, 16000 * 2 / 5};  // the most there is in a window

// The sound around pieces[first] to pieces[last]: the margins, at most half of the pause to the neighbouring
// pieces, and within the bounds.
Piece surroundings(std::span<const Piece> pieces, std::size_t first, std::size_t last, Piece bounds,
                   Margins margins);

// Holds the sound of one window and what came since: about 30 s, however long the media is.
class Segmenter {
 public:
  static constexpr std::int64_t kLongest = 28 * 16000;   // samples of one window
  static constexpr std::int64_t kPause = 16000 * 3 / 2;  // a longer pause ends a window
  static constexpr std::int64_t kShort = 3 * 16000;      // sound that is no longer is one window, all of it
  static constexpr std::int64_t kEnough = kLongest * 4 / 10;  // a full window may be cut after this

  // Sound comes first, then the probabilities of its chunks (VoiceActivity::kChunk samples each).
  void hear(std::span<const float> samples);
  void judge(std::span<const float> probabilities);
  void finish();

  // The next window that is complete.
  std::optional<Window> next();

  std::size_t samples_held() const { return sound_.size(); }

 private:
  void take_full_windows(std::int64_t end);
  void emit(std::size_t count);
  void emit_whole();
  void forget();

  SpeechDetector detector_;
  std::vector<float> sound_;  // from sample sound_from_ on
  std::int64_t sound_from_ = 0;
  std::int64_t judged_ = 0;         // samples that have a probability
  std::int64_t last_end_ = -16000;  // where the last emitted piece ended; long before the first
  std::vector<Piece> pending_;      // closed pieces of the window to come
  std::deque<Window> ready_;
};

}  // namespace smarttag::speech
