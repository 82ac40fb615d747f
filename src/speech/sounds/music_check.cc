#include "speech/sounds/music_check.h"

#include <algorithm>
#include <array>

#include "speech/sounds/row_stream.h"

namespace smarttag::speech {
namespace {

// Mean probabilities over a fifth of a second. In the recordings that these were chosen on, speech as loud as
// the music under it reaches 0.7 in every window, at half its level 0.66, and at a third 0.44 and 0.68 as
// singing; music alone that was read as words reaches 0.36 and 0.6. Speech that is fainter still and has no
// music under it is kept.
constexpr std::size_t kRows = 20;
constexpr float kSpeech = 0.45F;
constexpr float kSinging = 0.65F;
constexpr float kMusic = 0.5F;

constexpr std::size_t kStep = 16000;  // samples between two looks at what was heard

// Of the last kRows values.
class Mean {
 public:
  // With one value more; 0 while there are fewer than kRows.
  float with(float value) {
    auto& oldest = last_[count_++ % kRows];
    sum_ += value - oldest;
    oldest = value;
    return count_ < kRows ? 0 : sum_ / static_cast<float>(kRows);
  }

 private:
  std::array<float, kRows> last_{};
  std::size_t count_ = 0;
  float sum_ = 0;
};

}  // namespace

Result<MusicCheck> MusicCheck::create(inference::Engine& engine) {
  auto kinds = SoundModel::create(engine, "sound-kinds");
  if (!kinds) return tl::unexpected(std::move(kinds).error());
  const auto& labels = kinds->labels();
  const auto number = [&](const char* label) {
    return static_cast<std::size_t>(std::find(labels.begin(), labels.end(), label) - labels.begin());
  };
  const Labels numbers{number("speech"), number("singing"), number("music")};
  if (std::max({numbers.speech, numbers.singing, numbers.music}) >= labels.size())
    return fail(
        ErrorKind::kAnalysisFailed,
        "The model of the task sound-kinds does not tell speech, singing and music. Take another one.");
  return MusicCheck(std::move(*kinds), numbers);
}

Result<bool> MusicCheck::is_music_alone(std::span<const float> samples) {
  Mean speech, singing, music;
  bool voice = false;
  bool any_music = false;
  const auto see = [&](std::span<const float> row) {
    voice |= speech.with(row[labels_.speech]) >= kSpeech || singing.with(row[labels_.singing]) >= kSinging;
    any_music |= music.with(row[labels_.music]) >= kMusic;
  };
  RowStream rows(kinds_.shape(), kinds_.labels().size(),
                 [this](std::span<const float> window) { return kinds_.hear(window); });
  for (std::size_t at = 0; at < samples.size() && !voice; at += kStep)
    if (auto done = rows.add(samples.subspan(at, std::min(kStep, samples.size() - at)), see); !done)
      return tl::unexpected(std::move(done).error());
  if (voice) return false;
  if (auto done = rows.finish(see); !done) return tl::unexpected(std::move(done).error());
  return any_music && !voice;
}

}  // namespace smarttag::speech
