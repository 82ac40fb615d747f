#include "speech/speakers/speaker_finder.h"

#include <charconv>
#include <optional>

#include <spdlog/fmt/fmt.h>

#include "speech/listening/listeners.h"
#include "speech/speakers/naming.h"
#include "speech/speakers/voice_listener.h"

namespace smarttag::speech {
namespace {

constexpr int kMostSpeakers = 100;

double seconds_at(std::int64_t sample) { return static_cast<double>(sample) / media::kSampleRate; }

class SpeakerFinder : public AudioAnalyser {
 public:
  SpeakerFinder(VoiceModels models, int count) : models_(std::move(models)), count_(count) {}

  Result<void> hear(const media::AudioChunk& chunk) override {
    return listeners_.hear(chunk, [&](std::optional<VoiceListener>& listener) {
      listener.emplace(models_, voices_, chunk.channel, chunk.time,
                       [this](VoiceRun run) { runs_.push_back(std::move(run)); });
    });
  }

  Result<std::vector<TimedFact>> finish() override {
    if (auto done = listeners_.finish(); !done) return tl::unexpected(done.error());
    std::vector<TimedFact> turns;
    for (const auto& turn : name_speakers(runs_, count_, VoiceModels::kHop))
      turns.push_back({std::max(0.0, seconds_at(turn.from)),
                       seconds_at(turn.to),
                       turn.sureness,
                       "speakers",
                       facts::Turn{fmt::format("speaker-{}", turn.speaker + 1), turn.channel},
                       {}});
    return turns;
  }

 private:
  VoiceModels models_;
  int count_;
  std::int64_t voices_ = 0;
  Listeners<VoiceListener> listeners_;
  std::vector<VoiceRun> runs_;
};

}  // namespace

Result<int> speakers_of(std::string_view setting) {
  if (setting.empty()) return -1;
  if (setting == "auto") return 0;
  int count = 0;
  const auto [end, error] = std::from_chars(setting.data(), setting.data() + setting.size(), count);
  if (error != std::errc{} || end != setting.data() + setting.size() || count < 1 || count > kMostSpeakers)
    return fail(ErrorKind::kUsage, fmt::format("speakers: \"{}\" is neither auto nor a number from 1 to {}.",
                                               setting, kMostSpeakers));
  return count;
}

Result<std::unique_ptr<AudioAnalyser>> make_speaker_finder(inference::Engine& engine,
                                                           const Settings& settings) {
  const auto count = speakers_of(settings.text("speakers"));
  if (!count) return tl::unexpected(count.error());
  auto models = VoiceModels::create(engine);
  if (!models) return tl::unexpected(models.error());
  return std::make_unique<SpeakerFinder>(std::move(*models), std::max(0, *count));
}

}  // namespace smarttag::speech
