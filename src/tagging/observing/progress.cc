#include "tagging/observing/progress.h"

#include <algorithm>

namespace smarttag::tagging {
namespace {

constexpr std::array<std::string_view, 2> kLaps{"pictures", "speech"};

std::size_t slot(Lap lap) { return static_cast<std::size_t>(lap); }

}  // namespace

ProgressMeter::ProgressMeter(double duration, bool pictures, bool speech, double later, ProgressSink sink)
    : duration_(duration),
      done_{pictures ? 0.0 : 1.0, speech ? 0.0 : 1.0},
      later_(later),
      sink_(std::move(sink)) {}

void ProgressMeter::reached(Lap lap, double seconds) {
  const std::lock_guard lock(mutex_);
  if (duration_ <= 0) return;
  auto& done = done_.at(slot(lap));
  done = std::max(done, std::clamp(seconds / duration_, 0.0, 1.0));
  tell();
}

void ProgressMeter::finished(Lap lap) {
  const std::lock_guard lock(mutex_);
  done_.at(slot(lap)) = 1;
  tell();
}

void ProgressMeter::enter(std::string_view stage, double of_later) {
  const std::lock_guard lock(mutex_);
  tell(std::string(stage), 1 - later_ + later_ * std::clamp(of_later, 0.0, 1.0));
}

void ProgressMeter::tell() {
  const double least = std::min(done_[0], done_[1]);
  if (least >= 1) return tell(std::string(kResultsStage), 1 - later_);
  tell(std::string(kLaps.at(done_[0] <= done_[1] ? 0 : 1)), least * (1 - later_));
}

void ProgressMeter::tell(std::string stage, double fraction) {
  if (!sink_ || (fraction < told_ + 0.01 && !(fraction >= 1 && told_ < 1))) return;
  told_ = fraction;
  sink_({std::move(stage), fraction});
}

}  // namespace smarttag::tagging
