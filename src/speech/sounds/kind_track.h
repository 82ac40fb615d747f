// What one channel sounds like from moment to moment: whether a stretch of it is music and nothing else,
// and where somebody sings.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "speech/sounds/kind_stretches.h"
#include "speech/sounds/row_stream.h"

namespace smarttag::speech {

// The model of kinds and which of its labels are which. Copies share the model.
struct KindModel {
  std::shared_ptr<SoundModel> model;
  std::size_t speech = 0;
  std::size_t singing = 0;
  std::size_t music = 0;

  // kAnalysisFailed where the model does not tell those.
  static Result<KindModel> of(std::shared_ptr<SoundModel> model);
};

// One stretch of a channel without a gap. Holds one window of the model, and what it told of the last minute.
// One thread at a time. Positions are samples of the media.
class KindTrack {
 public:
  KindTrack(KindModel kinds, std::int64_t begin);

  // kAnalysisFailed when the model fails.
  Result<void> hear(std::span<const float> samples);
  Result<void> finish();

  // Up to where it can be asked: some 10 s behind what was heard; past everything after finish().
  std::int64_t known_to() const;

  // Voice activity detection takes a harp or a saxophone for a voice now and then, and a recogniser then
  // makes words of it. True where the model hears music, and neither speech nor singing in any part.
  bool is_music_alone(std::int64_t from, std::int64_t to) const;

  // The share of from..to that belongs to stretches of singing, as the sound finder tells them (without its
  // events); 0 to 1.
  double sung(std::int64_t from, std::int64_t to) const;

  // Asks no more of what lies before; it keeps a minute anyway.
  void forget(std::int64_t before);

 private:
  struct Row {
    float speech, singing, music;
  };
  struct Range {
    std::int64_t from, to;
  };
  void see(std::span<const float> row);
  std::vector<Range> singing() const;
  Range range_of(const SoundStretch& stretch) const;
  std::int64_t row_at(std::int64_t sample) const;

  KindModel kinds_;
  std::int64_t begin_;
  RowStream stream_;
  std::deque<Row> rows_;
  std::int64_t first_;  // number of rows_.front()
  KindStretches open_;  // of singing
  std::deque<SoundStretch> stretches_;
  bool finished_ = false;
};

}  // namespace smarttag::speech
