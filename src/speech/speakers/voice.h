// What is known of voices while a job is heard: who speaks when within one window, and vectors of the voices.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace smarttag::speech {

inline constexpr int kVoiceValues = 192;
using VoiceVector = std::array<float, kVoiceValues>;  // of unit length

// A second and a half of one voice, or less where it spoke no longer.
struct VoicePiece {
  std::int64_t from = 0;  // samples from the start of the media
  std::int64_t to = 0;
  int clear = 0;  // hundredths of a second in which nobody else spoke; what the vector was made of
  VoiceVector vector{};
};

// One voice without a pause, as one window of the segmentation hears it.
struct VoiceRun {
  int channel = 0;
  std::int64_t local = 0;  // the same for the runs of one voice of one window
  std::int64_t from = 0;   // samples from the start of the media
  std::int64_t to = 0;
  std::vector<VoicePiece> pieces{};  // in order of time; empty where it was too short
  std::vector<float> loudness{};     // mean log energy, one for each frame of the segmentation
};

// Who speaks when, over the whole job.
struct VoiceTurn {
  int channel = 0;
  std::int64_t from = 0;
  std::int64_t to = 0;
  int speaker = 0;     // in order of first words, from 0
  float sureness = 0;  // 0 to 1
};

}  // namespace smarttag::speech
