// Which vectors belong to one voice.
#pragma once

#include <span>
#include <vector>

#include "speech/speakers/voice.h"

namespace smarttag::speech {

struct WeightedVoice {
  VoiceVector vector{};
  float weight = 0;             // positive; hundredths of a second that it stands for
  std::int64_t local = -1;      // as in VoiceRun; below 0 where it is not known
  std::int64_t local_from = 0;  // samples in which the voice `local` is heard
  std::int64_t local_to = 0;
};

// Agglomerative clustering with average linkage: the two groups with the greatest mean cosine between their
// members are joined, until none reaches `least`; voices that are heard at one time as two count as less
// alike. Gives the group of each vector, from 0. More than kAtOnce vectors are first grouped closely, part by
// part, so that time and memory stay bounded.
inline constexpr std::size_t kAtOnce = 1200;
std::vector<int> cluster(std::span<const WeightedVoice> voices, float least);

// The vectors of the speakers. `count`: how many there are, or 0 to find it. Who is heard for too short a
// time to be told from a cough or a word in another tone is nobody of his own. With a count, voices that are
// least like the speakers found are added, as long as they are unlike each of them, and the nearest speakers
// are joined where there are more: so there may be fewer than asked for, and one voice is never divided.
std::vector<VoiceVector> find_speakers(std::span<const WeightedVoice> voices, int count);

float cosine(const VoiceVector& a, const VoiceVector& b);

}  // namespace smarttag::speech
