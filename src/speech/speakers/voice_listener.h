// Listens to one channel: from its sound to the runs of its voices.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "media/frame.h"
#include "speech/speakers/filter_banks.h"
#include "speech/speakers/joined_windows.h"
#include "speech/speakers/voice_models.h"

namespace smarttag::speech {

// One stretch of a channel without a gap; begins at the time of its first chunk. Holds about 13 s of sound,
// and what describes the runs that are not over.
class VoiceListener {
 public:
  using Sink = std::function<void(VoiceRun)>;

  // voices: how many voices there were before, over all listeners of the job; is counted on, so that
  // VoiceRun::local stays unique. Both are the caller's and outlive this.
  VoiceListener(VoiceModels& models, std::int64_t& voices, int channel, double begin, Sink sink);

  bool continued_by(const media::AudioChunk& chunk) const;

  // kAnalysisFailed when a model fails.
  Result<void> hear(std::span<const float> samples);
  Result<void> finish();

 private:
  // A run that is not over.
  struct Open {
    std::int64_t from = 0;            // frame of the stretch
    std::vector<std::int64_t> clear;  // rows of the stretch in which nobody else speaks
    std::vector<float> rows;          // their filter banks
    std::vector<float> loudness;
  };
  // One of the places of JoinedWindows.
  struct Place {
    std::optional<Open> open{};
    std::int64_t local = 0;
    std::int64_t heard_to = -1;  // frame behind the last that it spoke in; -1 before the first
  };

  Result<void> look(std::int64_t frame, std::int64_t real);
  Result<void> tell(const std::vector<VoiceModels::Frame>& frames);
  Result<void> close(Place& place, std::int64_t to);
  Result<void> add_pieces(const Open& open, VoiceRun& run);
  std::int64_t sample_at(std::int64_t frame) const;

  VoiceModels* models_;
  std::int64_t* voices_;
  FilterBanks banks_;
  int channel_;
  std::int64_t origin_;  // sample of the media at which this began
  Sink sink_;
  std::vector<float> sound_;     // not told yet
  std::int64_t first_ = 0;       // of the stretch, sample of sound_.front()
  std::int64_t heard_ = 0;       // samples
  std::int64_t next_frame_ = 0;  // at which the next window begins
  std::int64_t seen_ = 0;        // samples that windows have covered
  JoinedWindows joined_;
  std::int64_t told_ = 0;  // frames
  std::array<Place, VoiceModels::kVoices> places_{};
};

}  // namespace smarttag::speech
