// Listens to one channel of speech: from its chunks to windows that hold speech.
#pragma once

#include <cstdint>
#include <optional>

#include "media/frame.h"
#include "speech/listening/segmenter.h"
#include "speech/listening/voice_activity.h"

namespace smarttag::speech {

// One stretch of a channel without a gap; begins at the time of its first chunk. One thread at a time.
class Listener {
 public:
  Listener(VoiceActivity activity, double begin);

  // Whether this chunk continues what was heard; otherwise it belongs to a new listener.
  bool continued_by(const media::AudioChunk& chunk) const;

  // kAnalysisFailed when the model fails.
  Result<void> hear(const media::AudioChunk& chunk);
  Result<void> finish();

  // The next window that is complete; its samples are counted from the start of the media.
  std::optional<Window> next();

 private:
  VoiceActivity activity_;
  Segmenter segmenter_;
  std::int64_t origin_;     // sample of the media at which this began
  std::int64_t heard_ = 0;  // samples
};

}  // namespace smarttag::speech
