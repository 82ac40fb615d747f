// Progress of one analysis: how far each stage has come in the media.
#pragma once

#include <array>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace smarttag::tagging {

inline constexpr std::string_view kOpeningStage = "opening";
inline constexpr std::string_view kResultsStage = "results";

struct Progress {
  std::string stage{
      kOpeningStage};   // the one that is furthest behind: "pictures", "speech", a deriver's name
  double fraction = 0;  // 0 to 1, of the whole analysis; never falls
};

using ProgressSink = std::function<void(const Progress&)>;

// The two laps of the decode, which run side by side.
enum class Lap { kPictures, kSpeech };

// Thread-safe. Tells the sink at most about a hundred times for one analysis.
class ProgressMeter {
 public:
  // `duration` in seconds (0: unknown). Laps that do not run count as done. `later` is the share of the time
  // that the stages behind the decode take.
  ProgressMeter(double duration, bool pictures, bool speech, double later, ProgressSink sink);

  void reached(Lap lap, double seconds);
  void finished(Lap lap);

  // A stage behind the decode begins, at so much of `later`.
  void enter(std::string_view stage, double of_later);

 private:
  void tell();
  void tell(std::string stage, double fraction);

  std::mutex mutex_;
  double duration_;
  std::array<double, 2> done_{};  // of the laps: 0 to 1
  double later_;
  double told_ = -1;
  ProgressSink sink_;
};

}  // namespace smarttag::tagging
