#include "speech/recogniser.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <iterator>
#include <map>
#include <optional>

#include "speech/copies.h"
#include "speech/listening/listener.h"
#include "speech/sounds/kind_track.h"
#include "speech/window_reader.h"

namespace smarttag::speech {
namespace {

// Samples of the model of kinds that are waited for behind a window: singing counts from two seconds on.
constexpr std::int64_t kWaited = 3 * media::kSampleRate;
constexpr double kMostlySung = 0.5;  // of a segment

std::int64_t sample_at(double time) { return std::llround(time * media::kSampleRate); }

class Recogniser : public AudioAnalyser {
 public:
  Recogniser(inference::Engine& engine, std::shared_ptr<Whisper> whisper, KindModel kinds,
             RecogniserOptions options)
      : engine_(engine),
        whisper_(std::move(whisper)),
        kinds_(std::move(kinds)),
        options_(std::move(options)) {}

  Result<void> hear(const media::AudioChunk& chunk) override {
    auto found = channels_.find(chunk.channel);
    if (found == channels_.end())
      found = channels_
                  .emplace(
                      chunk.channel,
                      Channel{WindowReader(whisper_, {options_.language, options_.beams, options_.hotwords})})
                  .first;
    Channel& channel = found->second;
    if (channel.stretch && !channel.stretch->listener.continued_by(chunk)) {
      if (auto done = end_of(found->first, channel); !done) return done;
    }
    if (!channel.stretch) {
      auto activity = VoiceActivity::create(engine_);
      if (!activity) return tl::unexpected(activity.error());
      channel.stretch.emplace(
          Stretch{{std::move(*activity), chunk.time}, {kinds_, sample_at(chunk.time)}, {}});
    }
    if (auto done = channel.stretch->listener.hear(chunk); !done) return done;
    if (auto done = channel.stretch->kinds.hear(chunk.samples); !done) return done;
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
  // What is heard now, without a gap.
  struct Stretch {
    Listener listener;
    KindTrack kinds;
    std::deque<Window> waiting;  // for the kinds
  };
  struct Channel {
    WindowReader reader;
    std::optional<Stretch> stretch{};
  };

  Result<void> end_of(int number, Channel& channel) {
    if (!channel.stretch) return {};
    if (auto done = channel.stretch->listener.finish(); !done) return done;
    if (auto done = channel.stretch->kinds.finish(); !done) return done;
    auto done = read(number, channel);
    channel.stretch.reset();
    return done;
  }

  // The windows of which the kinds are known.
  Result<void> read(int number, Channel& channel) {
    auto& [listener, kinds, waiting] = *channel.stretch;
    while (auto window = listener.next()) waiting.push_back(std::move(*window));
    for (; !waiting.empty(); waiting.pop_front()) {
      const Window& window = waiting.front();
      const auto end = window.from + static_cast<std::int64_t>(window.samples.size());
      if (kinds.known_to() < end + kWaited) break;
      if (kinds.is_music_alone(window.from, end)) continue;
      auto facts = channel.reader.read(window);
      if (!facts) return tl::unexpected(facts.error());
      for (TimedFact& fact : *facts) {
        auto& speech = *fact.as<facts::Speech>();
        speech.channel = number;
        speech.sung = kinds.sung(sample_at(fact.from), sample_at(fact.to)) >= kMostlySung;
      }
      if (options_.heard && !facts->empty()) options_.heard(*facts);
      std::move(facts->begin(), facts->end(), std::back_inserter(facts_));
    }
    kinds.forget(waiting.empty() ? kinds.known_to() : waiting.front().from);
    return {};
  }

  inference::Engine& engine_;
  std::shared_ptr<Whisper> whisper_;
  KindModel kinds_;
  RecogniserOptions options_;
  std::map<int, Channel> channels_;
  std::vector<TimedFact> facts_;
};

}  // namespace

Result<RecogniserOptions> recogniser_options(const Settings& settings) {
  auto hotwords = hotwords_of(settings.text("hotwords"));
  if (!hotwords) return tl::unexpected(std::move(hotwords).error());
  return RecogniserOptions{
      settings.text("language"), static_cast<int>(settings.integer("beam")), std::move(*hotwords), {}};
}

Result<std::unique_ptr<AudioAnalyser>> make_recogniser(inference::Engine& engine, RecogniserOptions options,
                                                       std::shared_ptr<SoundModel> kinds) {
  if (auto activity = VoiceActivity::create(engine); !activity) return tl::unexpected(activity.error());
  auto known = KindModel::of(std::move(kinds));
  if (!known) return tl::unexpected(std::move(known).error());
  auto whisper = Whisper::create(engine);
  if (!whisper) return tl::unexpected(whisper.error());
  if (!options.language.empty() && (*whisper)->tokens().language(options.language) < 0)
    return fail(ErrorKind::kUsage, "The speech model does not know the language \"" + options.language +
                                       "\". Give a code like en, zh or de, or leave it out.");
  return std::make_unique<Recogniser>(engine, std::move(*whisper), std::move(*known), std::move(options));
}

}  // namespace smarttag::speech
