#include "speech/sounds/sound_listener.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace smarttag::speech {
namespace {

constexpr std::int64_t kRounding = 16;  // samples by which the time of a chunk may be off

// Half a second to the next row: what is missing in one row is no pause. What only confirms what the model of
// kinds hears (confirmed_kinds.h) may be fainter: instruments and animals that it takes for singing or music
// have at most 0.2 here.
StretchRule rule_for_event(const std::string& label) {
  const bool confirms = label == "speech" || label == "singing" || label == "music";
  return {confirms ? 0.3F : 0.5F, confirms ? 0.2F : 0.3F, 1, 2, false};
}

std::int64_t sample_of(double time) { return std::llround(time * media::kSampleRate); }

// A row stands for the time around its middle up to its neighbours'.
std::int64_t begin_of(const RowStream& rows, std::int64_t hop) {
  return rows.middle_of(rows.first_row()) - hop / 2;
}

}  // namespace

SoundListener::SoundListener(SoundModel& kinds, NamedEvents* events, double begin, Sink sink)
    : origin_(sample_of(begin)),
      sink_(std::move(sink)),
      kind_rows_(rows_of(kinds)),
      kind_steps_{"sound-kind", begin_of(kind_rows_, kinds.shape().hop),
                  kinds.shape().hop * KindStretches::kRowsOfStep},
      named_(events) {
  for (const auto& label : kinds.labels()) kinds_.push_back({label, KindStretches(label)});
  if (named_ == nullptr) return;
  event_rows_.emplace(rows_of(named_->model));
  const std::int64_t hop = named_->model.shape().hop;
  event_steps_ = {"sound", begin_of(*event_rows_, hop), hop};
  for (const auto& label : named_->concepts.names())
    events_.push_back({label, {}, Stretches(rule_for_event(label))});
}

bool SoundListener::continued_by(const media::AudioChunk& chunk) const {
  return std::abs(sample_of(chunk.time) - (origin_ + heard_)) <= kRounding;
}

Result<void> SoundListener::hear(std::span<const float> samples) {
  heard_ += static_cast<std::int64_t>(samples.size());
  if (auto done = kind_rows_.add(samples, [this](auto row) { see_kinds(row); }); !done) return done;
  if (!event_rows_) return {};
  return event_rows_->add(samples, [this](auto row) { see_events(row); });
}

Result<void> SoundListener::finish() {
  if (auto done = kind_rows_.finish([this](auto row) { see_kinds(row); }); !done) return done;
  for (auto& kind : kinds_) tell(kind_steps_, kind.label, kind.stretches.finish());
  if (!event_rows_) return {};
  if (auto done = event_rows_->finish([this](auto row) { see_events(row); }); !done) return done;
  for (auto& event : events_) {
    see_event(event, event.confirmed.finish());
    tell(event_steps_, event.label, event.stretches.finish());
  }
  return {};
}

void SoundListener::see_kinds(std::span<const float> row) {
  for (std::size_t i = 0; i < kinds_.size(); ++i)
    tell(kind_steps_, kinds_[i].label, kinds_[i].stretches.see(row[i]));
}

void SoundListener::see_events(std::span<const float> row) {
  const auto surest = named_->concepts.surest(row);
  for (std::size_t i = 0; i < events_.size(); ++i) see_event(events_[i], events_[i].confirmed.see(surest[i]));
}

void SoundListener::see_event(Event& event, std::optional<float> value) {
  if (value) tell(event_steps_, event.label, event.stretches.see(*value));
}

void SoundListener::tell(const Steps& steps, const std::string& label,
                         const std::optional<SoundStretch>& over) {
  if (!over) return;
  const auto seconds = [&](std::int64_t step) {
    const auto sample = std::clamp<std::int64_t>(steps.begin + step * steps.length, 0, heard_);
    return static_cast<double>(std::max<std::int64_t>(0, origin_ + sample)) / media::kSampleRate;
  };
  sink_(
      {seconds(over->first), seconds(over->last + 1), over->score, steps.analyser, facts::Sound{label}, {}});
}

}  // namespace smarttag::speech
