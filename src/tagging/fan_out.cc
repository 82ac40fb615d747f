#include "tagging/fan_out.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>

#include "tagging/bounded_queue.h"

namespace smarttag::tagging {
namespace {

constexpr std::size_t kFramesAhead = 4;         // 25 MB of 1080p
constexpr std::size_t kAudioChunksAhead = 600;  // about 5 minutes, 19 MB: speech comes in bursts

using Facts = Result<std::vector<TimedFact>>;

// One consumer thread: hands each item of its queue to `handle`, then asks `finish` for the facts. Stops
// early once `stop` is set, which it does itself on an error.
template <class Item>
class Lane {
 public:
  using Handle = std::function<Result<void>(const Item&)>;
  using Finish = std::function<Facts()>;

  Lane(std::size_t capacity, std::atomic<bool>& stop, Handle handle, Finish finish)
      : queue_(capacity),
        stop_(stop),
        thread_([this, handle, finish] { facts_ = consume(handle, finish); }) {}
  ~Lane() { facts(); }
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  bool push(Item item) { return !stop_ && queue_.push(std::move(item)); }
  void close() { queue_.close(); }

  // Waits for the thread; call close() first on every lane that should finish at the same time.
  Facts& facts() {
    close();
    if (thread_.joinable()) thread_.join();
    return facts_;
  }

 private:
  Facts consume(const Handle& handle, const Finish& finish) {
    while (auto item = queue_.pop()) {
      if (stop_) return {};
      if (auto done = handle(*item); !done) return failed(std::move(done).error());
    }
    if (stop_) return {};
    auto facts = finish();
    return facts ? std::move(facts) : failed(std::move(facts).error());
  }

  Facts failed(Error error) {
    stop_ = true;
    queue_.close();
    return tl::unexpected(std::move(error));
  }

  BoundedQueue<Item> queue_;
  std::atomic<bool>& stop_;
  Facts facts_;
  std::thread thread_;
};

// Every analyser's facts in one list.
template <class Analyser, class... Args>
Facts finish_all(std::vector<std::unique_ptr<Analyser>>& analysers, Args... args) {
  std::vector<TimedFact> all;
  for (auto& analyser : analysers) {
    auto facts = analyser->finish(args...);
    if (!facts) return facts;
    std::move(facts->begin(), facts->end(), std::back_inserter(all));
  }
  return all;
}

Result<void> look(Analysers& analysers, const media::Frame& frame) {
  for (auto& analyser : analysers.frame)
    if (auto seen = analyser->see(frame); !seen) return seen;
  return {};
}

Result<void> listen(Analysers& analysers, const media::AudioChunk& chunk) {
  for (auto& analyser : analysers.audio)
    if (auto heard = analyser->hear(chunk); !heard) return heard;
  return {};
}

double end_of(const media::AudioChunk& chunk) {
  return chunk.time + static_cast<double>(chunk.samples.size()) / media::kSampleRate;
}

}  // namespace

Result<Observed> run(media::Source& source, Analysers& analysers, ProgressMeter& progress) {
  std::atomic<bool> stop{false};
  std::atomic<double> end{source.info().duration};

  Lane<media::Frame> pictures(
      kFramesAhead, stop,
      [&](const media::Frame& frame) {
        progress.reached(Stage::kPictures, frame.time);
        return look(analysers, frame);
      },
      [&] { return finish_all(analysers.frame, end.load()); });
  Lane<media::AudioChunk> sound(
      kAudioChunksAhead, stop,
      [&](const media::AudioChunk& chunk) {
        progress.reached(Stage::kSpeech, chunk.time);
        return listen(analysers, chunk);
      },
      [&] { return finish_all(analysers.audio); });

  media::Sinks sinks;
  double decoded_to = 0;
  if (!analysers.frame.empty())
    sinks.frame = [&](media::Frame frame) { return pictures.push(std::move(frame)); };
  if (!analysers.audio.empty())
    sinks.audio = [&](media::AudioChunk chunk) {
      decoded_to = std::max(decoded_to, end_of(chunk));
      return sound.push(std::move(chunk));
    };
  sinks.progress = [&](double seconds) { decoded_to = std::max(decoded_to, seconds); };

  const auto decoded = source.decode(sinks);
  if (!decoded) stop = true;
  end = decoded && source.info().duration > 0 ? source.info().duration : decoded_to;
  pictures.close();
  sound.close();
  auto& seen = pictures.facts();
  progress.finished(Stage::kPictures);
  auto& heard = sound.facts();
  progress.finished(Stage::kSpeech);

  if (!seen) return tl::unexpected(std::move(seen).error());
  if (!heard) return tl::unexpected(std::move(heard).error());
  if (!decoded) return tl::unexpected(decoded.error());
  Observed observed{std::move(*seen), end};
  std::move(heard->begin(), heard->end(), std::back_inserter(observed.facts));
  std::stable_sort(observed.facts.begin(), observed.facts.end(),
                   [](const TimedFact& a, const TimedFact& b) { return a.from < b.from; });
  return observed;
}

}  // namespace smarttag::tagging
