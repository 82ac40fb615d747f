#include "cli/analyze/progress_line.h"

#include <unistd.h>

#include <iostream>

#include <spdlog/fmt/fmt.h>

#include "cli/clock_text.h"
#include "cli/printable.h"

namespace smarttag::cli {
namespace {

// Before a twentieth is done, the remaining time is a guess not worth showing.
constexpr double kEnoughToEstimate = 0.05;

std::string remaining(const tagging::Progress& progress, double elapsed) {
  if (progress.fraction < kEnoughToEstimate) return {};
  return fmt::format(", {} left", clock_text(elapsed * (1 - progress.fraction) / progress.fraction));
}

}  // namespace

ProgressLine::ProgressLine(const std::string& name, bool quiet)
    : name_(printable(name)),
      quiet_(quiet),
      terminal_(::isatty(STDERR_FILENO) == 1),
      start_(std::chrono::steady_clock::now()) {
  show({});
}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::clear() {
  if (drawn_) std::cerr << "\r\033[K" << std::flush;
  drawn_ = false;
}

void ProgressLine::show(const tagging::Progress& progress) {
  if (quiet_) return;
  const double elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  const int tenth = static_cast<int>(progress.fraction * 10);
  const std::string text = fmt::format("{}: {} {:.0f} %{}", name_, progress.stage, progress.fraction * 100,
                                       remaining(progress, elapsed));
  if (terminal_) {
    std::cerr << "\r\033[K" << text << std::flush;
    drawn_ = true;
  } else if (tenth > last_tenth_ || progress.stage == tagging::kOpeningStage) {
    std::cerr << text << std::endl;
    last_tenth_ = tenth;
  }
}

}  // namespace smarttag::cli
