// Progress of one analysis: how far each stage has come in the media.
#pragma once

#include <array>
#include <functional>
#include <mutex>
#include <string_view>

namespace smarttag::tagging {

enum class Stage { kOpening, kPictures, kSpeech, kResults };

std::string_view name_of(Stage stage);

struct Progress {
  Stage stage = Stage::kOpening;  // the one that is furthest behind
  double fraction = 0;            // 0 to 1, of the whole analysis; never falls
};

using ProgressSink = std::function<void(const Progress&)>;

// Thread-safe. Tells the sink at most about a hundred times for one analysis.
class ProgressMeter {
 public:
  // `duration` in seconds (0: unknown). Stages that do not run count as done.
  ProgressMeter(double duration, bool pictures, bool speech, ProgressSink sink);

  void reached(Stage stage, double seconds);
  void finished(Stage stage);

 private:
  void tell();

  std::mutex mutex_;
  double duration_;
  std::array<double, 2> done_{};  // pictures, speech: 0 to 1
  double told_ = -1;
  ProgressSink sink_;
};

}  // namespace smarttag::tagging
