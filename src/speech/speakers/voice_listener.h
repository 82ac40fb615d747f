// Listens to one channel: from its sound to the runs of its voices.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "media/frame.h"
#include "speech/speakers/filter_banks.h"
#include "speech/speakers/voice_models.h"

namespace smarttag::speech {

// One stretch of a channel without a gap; begins at the time of its first chunk. Holds about 15 s of sound.
class VoiceListener {
 public:
  using Sink = std::function<void(VoiceRun)>;

  // windows: how many windows there were before, over all listeners of the job; is counted on, so that
  // VoiceRun::local stays unique. Both are the caller's and outlive this.
  VoiceListener(VoiceModels& models, std::int64_t& windows, int channel, double begin, Sink sink);

  bool continued_by(const media::AudioChunk& chunk) const;

  // kAnalysisFailed when a model fails.
  Result<void> hear(std::span<const float> samples);
  Result<void> finish();

 private:
  // A window that was segmented, and what of it is still to be told.
  struct Window {
    std::int64_t frame = 0;  // of the stretch, at which it begins
    std::int64_t first = 0;  // frame of the stretch from which on it counts
    std::int64_t number = 0;
    std::vector<std::uint8_t> speaks{};
    std::vector<float> rows{};  // filter banks
  };
  Result<void> look(std::int64_t real);
  Result<void> tell(const Window& window, std::int64_t end);
  Result<void> tell_run(const Window& window, int voice, std::int64_t from, std::int64_t to);
  Result<void> add_pieces(const Window& window, const std::vector<std::size_t>& clear, VoiceRun& run);
  std::int64_t sample_at(std::int64_t frame) const;

  VoiceModels* models_;
  std::int64_t* windows_;
  FilterBanks banks_;
  int channel_;
  std::int64_t origin_;  // sample of the media at which this began
  Sink sink_;
  std::vector<float> sound_;     // from the beginning of the next window on
  std::int64_t heard_ = 0;       // samples
  std::int64_t next_frame_ = 0;  // at which the next window begins
  std::int64_t seen_ = 0;        // samples that windows have covered
  std::optional<Window> last_;
};

}  // namespace smarttag::speech
