#include "speech/recogniser.h"

#include "speech/listening/segmenter.h"
#include "speech/listening/voice_activity.h"
#include "speech/window_reader.h"

namespace smarttag::speech {
namespace {

class Recogniser : public AudioAnalyser {
 public:
  Recogniser(VoiceActivity activity, std::unique_ptr<Whisper> whisper)
      : activity_(std::move(activity)), reader_(std::move(whisper)) {}

  Result<void> hear(const media::AudioChunk& chunk) override {
    std::vector<float> probabilities;
    segmenter_.hear(chunk.samples);
    if (auto done = activity_.hear(chunk.samples, probabilities); !done) return done;
    segmenter_.judge(probabilities);
    return read();
  }

  Result<std::vector<TimedFact>> finish() override {
    std::vector<float> probabilities;
    if (auto done = activity_.finish(probabilities); !done) return tl::unexpected(done.error());
    segmenter_.judge(probabilities);
    segmenter_.finish();
    if (auto done = read(); !done) return tl::unexpected(done.error());
    return std::move(facts_);
  }

 private:
  Result<void> read() {
    while (const auto window = segmenter_.next()) {
      auto facts = reader_.read(*window);
      if (!facts) return tl::unexpected(facts.error());
      std::move(facts->begin(), facts->end(), std::back_inserter(facts_));
    }
    return {};
  }

  VoiceActivity activity_;
  Segmenter segmenter_;
  WindowReader reader_;
  std::vector<TimedFact> facts_;
};

}  // namespace

Result<std::unique_ptr<AudioAnalyser>> make_recogniser(inference::Engine& engine,
                                                       const Settings& /*settings*/) {
  auto activity = VoiceActivity::create(engine);
  if (!activity) return tl::unexpected(activity.error());
  auto whisper = Whisper::create(engine);
  if (!whisper) return tl::unexpected(whisper.error());
  return std::make_unique<Recogniser>(std::move(*activity), std::move(*whisper));
}

}  // namespace smarttag::speech
