#include "speech/recogniser.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

#include "speech/copies.h"
#include "speech/listening/listener.h"
#include "speech/sounds/music_check.h"
#include "speech/window_reader.h"

namespace smarttag::speech {
namespace {

class Recogniser : public AudioAnalyser {
 public:
  Recogniser(inference::Engine& engine, std::shared_ptr<Whisper> whisper, MusicCheck check,
             RecogniserOptions options)
      : engine_(engine),
        whisper_(std::move(whisper)),
        check_(std::move(check)),
        options_(std::move(options)) {}

  Result<void> hear(const media::AudioChunk& chunk) override {
    auto found = channels_.find(chunk.channel);
    if (found == channels_.end())
      found =
          channels_
              .emplace(
                  chunk.channel,
                  Channel{WindowReader(whisper_, {options_.language, options_.beams, options_.hotwords}), {}})
              .first;
    Channel& channel = found->second;
    if (channel.listener && !channel.listener->continued_by(chunk)) {
      if (auto done = end_of(found->first, channel); !done) return done;
    }
    if (!channel.listener) {
      auto activity = VoiceActivity::create(engine_);
      if (!activity) return tl::unexpected(activity.error());
      channel.listener.emplace(std::move(*activity), chunk.time);
    }
    if (auto done = channel.listener->hear(chunk); !done) return done;
    return read(found->first, channel);
  }

  void tell(Heard heard) override { options_.heard = std::move(heard); }

  Result<std::vector<TimedFact>> finish() override {
    for (auto& [number, channel] : channels_)
      if (auto done = end_of(number, channel); !done) return tl::unexpected(done.error());
    std::stable_sort(facts_.begin(), facts_.end(),
                     [](const TimedFact& a, const TimedFact& b) { return a.from < b.from; });
    drop_copies(facts_);
    return std::move(facts_);
  }

 private:
  struct Channel {
    WindowReader reader;
    std::optional<Listener> listener;  // of the stretch that is heard now
  };

  Result<void> end_of(int number, Channel& channel) {
    if (!channel.listener) return {};
    if (auto done = channel.listener->finish(); !done) return done;
    auto done = read(number, channel);
    channel.listener.reset();
    return done;
  }

  Result<void> read(int number, Channel& channel) {
    while (const auto window = channel.listener->next()) {
      const auto music_alone = check_.is_music_alone(window->samples);
      if (!music_alone) return tl::unexpected(music_alone.error());
      if (*music_alone) continue;
      auto facts = channel.reader.read(*window);
      if (!facts) return tl::unexpected(facts.error());
      for (TimedFact& fact : *facts)
        if (auto* speech = fact.as<facts::Speech>(); speech != nullptr) speech->channel = number;
      if (options_.heard && !facts->empty()) options_.heard(*facts);
      std::move(facts->begin(), facts->end(), std::back_inserter(facts_));
    }
    return {};
  }

  inference::Engine& engine_;
  std::shared_ptr<Whisper> whisper_;
  MusicCheck check_;
  RecogniserOptions options_;
  std::map<int, Channel> channels_;
  std::vector<TimedFact> facts_;
};

}  // namespace

Result<std::unique_ptr<AudioAnalyser>> make_recogniser(inference::Engine& engine, const Settings& settings) {
  auto hotwords = hotwords_of(settings.text("hotwords"));
  if (!hotwords) return tl::unexpected(std::move(hotwords).error());
  return make_recogniser(
      engine,
      RecogniserOptions{
          settings.text("language"), static_cast<int>(settings.integer("beam")), std::move(*hotwords), {}});
}

Result<std::unique_ptr<AudioAnalyser>> make_recogniser(inference::Engine& engine, RecogniserOptions options) {
  if (auto activity = VoiceActivity::create(engine); !activity) return tl::unexpected(activity.error());
  auto check = MusicCheck::create(engine);
  if (!check) return tl::unexpected(std::move(check).error());
  auto whisper = Whisper::create(engine);
  if (!whisper) return tl::unexpected(whisper.error());
  if (!options.language.empty() && (*whisper)->tokens().language(options.language) < 0)
    return fail(ErrorKind::kUsage, "The speech model does not know the language \"" + options.language +
                                       "\". Give a code like en, zh or de, or leave it out.");
  return std::make_unique<Recogniser>(engine, std::move(*whisper), std::move(*check), std::move(options));
}

}  // namespace smarttag::speech
