#include "tagging/observing/fan_out.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>

#include "tagging/observing/bounded_queue.h"

namespace smarttag::tagging {
namespace {

constexpr std::size_t kFramesAhead = 4;         // 25 MB of 1080p
constexpr std::size_t kAudioChunksAhead = 600;  // about 5 minutes, 19 MB: speech comes in bursts

// One consumer thread: hands each item of its queue to `handle`, then calls `finish`. Stops early once `stop`
// is set, which it does itself on an error.
template <class Item>
class Lane {
 public:
  using Handle = std::function<Result<void>(const Item&)>;
  using Finish = std::function<Result<void>()>;

  Lane(std::size_t capacity, std::atomic<bool>& stop, Handle handle, Finish finish)
      : queue_(capacity),
        stop_(stop),
        thread_([this, handle, finish] { outcome_ = consume(handle, finish); }) {}
  ~Lane() { outcome(); }
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  bool push(Item item) { return !stop_ && queue_.push(std::move(item)); }
  void close() { queue_.close(); }

  // Waits for the thread; call close() first on every lane that should finish at the same time.
  Result<void>& outcome() {
    close();
    if (thread_.joinable()) thread_.join();
    return outcome_;
  }

 private:
  Result<void> consume(const Handle& handle, const Finish& finish) {
    while (auto item = queue_.pop()) {
      if (stop_) return {};
      if (auto done = handle(*item); !done) return failed(std::move(done).error());
    }
    if (stop_) return {};
    auto done = finish();
    return done ? done : failed(std::move(done).error());
  }

  Result<void> failed(Error error) {
    stop_ = true;
    queue_.close();
    return tl::unexpected(std::move(error));
  }

  BoundedQueue<Item> queue_;
  std::atomic<bool>& stop_;
  Result<void> outcome_;
  std::thread thread_;
};

// The facts of every observer into the log.
template <class Observer, class... Args>
Result<void> finish_all(std::vector<std::unique_ptr<Observer>>& observers, facts::FactLog& log,
                        Args... args) {
  for (auto& observer : observers) {
    auto facts = observer->finish(args...);
    if (!facts) return tl::unexpected(std::move(facts).error());
    for (const auto& fact : *facts)
      if (auto added = log.add(fact); !added) return added;
  }
  return {};
}

Result<void> look(Observers& observers, const media::Frame& frame) {
  for (auto& eye : observers.frame)
    if (auto seen = eye->see(frame); !seen) return seen;
  return {};
}

Result<void> listen(Observers& observers, const media::AudioChunk& chunk) {
  for (auto& ear : observers.audio)
    if (auto heard = ear->hear(chunk); !heard) return heard;
  return {};
}

double end_of(const media::AudioChunk& chunk) {
  return chunk.time + static_cast<double>(chunk.samples.size()) / media::kSampleRate;
}

}  // namespace

Result<double> observe(media::Source& source, Observers& observers, facts::FactLog& log,
                       ProgressMeter& progress) {
  std::atomic<bool> stop{false};
  std::atomic<double> end{source.info().duration};

  Lane<media::Frame> pictures(
      kFramesAhead, stop,
      [&](const media::Frame& frame) {
        progress.reached(Lap::kPictures, frame.time);
        return look(observers, frame);
      },
      [&] { return finish_all(observers.frame, log, end.load()); });
  Lane<media::AudioChunk> sound(
      kAudioChunksAhead, stop,
      [&](const media::AudioChunk& chunk) {
        progress.reached(Lap::kSpeech, chunk.time);
        return listen(observers, chunk);
      },
      [&] { return finish_all(observers.audio, log); });

  media::Sinks sinks;
  double decoded_to = 0;
  if (!observers.frame.empty())
    sinks.frame = [&](media::Frame frame) { return pictures.push(std::move(frame)); };
  if (!observers.audio.empty())
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
  auto& seen = pictures.outcome();
  progress.finished(Lap::kPictures);
  auto& heard = sound.outcome();
  progress.finished(Lap::kSpeech);

  if (!seen) return tl::unexpected(std::move(seen).error());
  if (!heard) return tl::unexpected(std::move(heard).error());
  if (!decoded) return tl::unexpected(decoded.error());
  return end.load();
}

}  // namespace smarttag::tagging
