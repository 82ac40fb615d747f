#include "tagging/progress.h"

#include <algorithm>

namespace smarttag::tagging {
namespace {

std::size_t slot(Stage stage) { return stage == Stage::kSpeech ? 1 : 0; }

}  // namespace

std::string_view name_of(Stage stage) {
  switch (stage) {
    case Stage::kOpening:
      return "opening";
    case Stage::kPictures:
      return "pictures";
    case Stage::kSpeech:
      return "speech";
    case Stage::kResults:
      return "results";
  }
  return {};
}

ProgressMeter::ProgressMeter(double duration, bool pictures, bool speech, ProgressSink sink)
    : duration_(duration), done_{pictures ? 0.0 : 1.0, speech ? 0.0 : 1.0}, sink_(std::move(sink)) {}

void ProgressMeter::reached(Stage stage, double seconds) {
  const std::lock_guard lock(mutex_);
  if (duration_ <= 0) return;
  auto& done = done_[slot(stage)];
  done = std::max(done, std::clamp(seconds / duration_, 0.0, 1.0));
  tell();
}

void ProgressMeter::finished(Stage stage) {
  const std::lock_guard lock(mutex_);
  done_[slot(stage)] = 1;
  tell();
}

void ProgressMeter::tell() {
  const double least = std::min(done_[0], done_[1]);
  if (!sink_ || (least < told_ + 0.01 && !(least >= 1 && told_ < 1))) return;
  told_ = least;
  const Stage behind = least >= 1             ? Stage::kResults
                       : done_[0] <= done_[1] ? Stage::kPictures
                                              : Stage::kSpeech;
  sink_({behind, least});
}

}  // namespace smarttag::tagging
