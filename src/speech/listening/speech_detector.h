// Pieces of speech out of probabilities, with hysteresis: speech begins at a high probability, and ends only
// after it has stayed low for a while.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace smarttag::speech {

// A stretch of speech without a pause; samples from the start of the media.
struct Piece {
  std::int64_t from = 0;
  std::int64_t to = 0;
  bool operator==(const Piece&) const = default;
};

class SpeechDetector {
 public:
  static constexpr float kSpeech = 0.5F;    // begins speech; silero VAD's default
  static constexpr float kSilence = 0.35F;  // below: may be its end; silero VAD's default
  static constexpr int kPauseChunks = 8;    // 256 ms end a piece: shorter pauses lie within words
  static constexpr int kLeastChunks = 4;    // a piece with fewer chunks of speech (128 ms) is a click
  static constexpr int kMostChunks = 875;   // 28 s: what one window of Whisper takes with some silence around

  // The next chunk of kChunk samples. Gives the piece that ended, if one did. One that grows to kMostChunks
  // is cut where its second half is quietest. loudness: root mean square of the chunk's samples.
  std::optional<Piece> see(float probability, float loudness);

  // After the last chunk: the piece that is still open, if any.
  std::optional<Piece> finish();

  // Where the piece that is still open begins.
  std::optional<std::int64_t> open_since() const;

 private:
  std::optional<Piece> close(std::int64_t end);
  Piece cut();

  std::int64_t now_ = 0;           // chunks seen
  std::int64_t begin_ = -1;        // first chunk of the open piece; -1: none is open
  std::int64_t quiet_since_ = -1;  // first chunk of what may be its end; -1: speech goes on
  int speech_ = 0;                 // chunks above kSpeech in it
  bool continued_ = false;         // it goes on from a cut
  std::vector<float> loudness_;    // of its chunks
};

}  // namespace smarttag::speech
