// Whether sound that was taken for speech is music and nothing else.
#pragma once

#include <span>
#include <utility>

#include "speech/sounds/sound_model.h"

namespace smarttag::speech {

// Voice activity detection takes a harp or a saxophone for a voice now and then, and a recogniser then makes
// words of it. One thread at a time.
class MusicCheck {
 public:
  // Errors: those of SoundModel::create.
  static Result<MusicCheck> create(inference::Engine& engine);

  // True where the model of kinds hears music, and neither speech nor singing in any part. Looks no further
  // than to the first voice. kAnalysisFailed.
  Result<bool> is_music_alone(std::span<const float> samples);

 private:
  // Which of its labels.
  struct Labels {
    std::size_t speech, singing, music;
  };
  MusicCheck(SoundModel kinds, Labels labels) : kinds_(std::move(kinds)), labels_(labels) {}

  SoundModel kinds_;
  Labels labels_;
};

}  // namespace smarttag::speech
