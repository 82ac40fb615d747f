// Listens to one channel: from its sound to facts of what is heard.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "facts/fact.h"
#include "media/frame.h"
#include "speech/sounds/kind_stretches.h"
#include "speech/sounds/row_stream.h"
#include "speech/sounds/sound_concepts.h"
#include "speech/sounds/stretches.h"

namespace smarttag::speech {

struct NamedEvents {
  SoundModel model;
  SoundConcepts concepts;
};

// One stretch of a channel without a gap; begins at the time of its first chunk. Holds two windows of sound.
// The models are the caller's and outlive this.
class SoundListener {
 public:
  using Sink = std::function<void(TimedFact)>;

  // events: null where there is no model of them.
  SoundListener(SoundModel& kinds, NamedEvents* events, double begin, Sink sink);
  SoundListener(const SoundListener&) = delete;
  SoundListener& operator=(const SoundListener&) = delete;

  bool continued_by(const media::AudioChunk& chunk) const;

  // Facts come when they are over, of each label in order of time. kAnalysisFailed when a model fails.
  Result<void> hear(std::span<const float> samples);
  Result<void> finish();

 private:
  // One thing that may be heard.
  struct Kind {
    std::string label;
    KindStretches stretches;
  };
  struct Event {
    std::string label;
    InTwoSteps confirmed;
    Stretches stretches;
  };
  // Where steps lie, in samples of this stretch.
  struct Steps {
    const char* analyser;  // who tells of them
    std::int64_t begin;    // of step 0
    std::int64_t length;
  };
  void see_kinds(std::span<const float> row);
  void see_events(std::span<const float> row);
  void see_event(Event& event, std::optional<float> value);
  void tell(const Steps& steps, const std::string& label, const std::optional<SoundStretch>& over);

  std::int64_t origin_;  // sample of the media at which this began
  std::int64_t heard_ = 0;
  Sink sink_;
  RowStream kind_rows_;
  Steps kind_steps_;
  std::vector<Kind> kinds_;
  NamedEvents* named_;
  std::optional<RowStream> event_rows_;
  Steps event_steps_{};
  std::vector<Event> events_;
};

}  // namespace smarttag::speech
