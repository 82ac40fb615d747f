#include "evidence/shot_window.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace smarttag::evidence {
namespace {

// Seconds; what is left between two shots, or at the end, by rounding.
constexpr double kRounding = 0.1;

bool begins_shot(const TimedFact& fact, double reached) {
  return fact.as<facts::PictureClass>() != nullptr && fact.from >= reached - kRounding / 2;
}

}  // namespace

Result<bool> ShotWindow::read() {
  if (ahead_) {
    facts_.push_back(*std::exchange(ahead_, std::nullopt));
    return true;
  }
  if (ended_) return false;
  auto fact = stream_.next();
  if (!fact) return tl::unexpected(std::move(fact).error());
  ended_ = !fact->has_value();
  if (!ended_) facts_.push_back(std::move(**fact));
  return !ended_;
}

// Reads what begins before `time`.
Result<void> ShotWindow::read_until(double time) {
  while (true) {
    const auto more = read();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
    if (facts_.back().from > time) {
      ahead_ = std::move(facts_.back());
      facts_.pop_back();
      return {};
    }
  }
}

// Forgets what ended before the end of the last stretch, and the picture classes of shots that are done:
// those of a single moment there are done only where the stretch was that moment.
void ShotWindow::forget() {
  std::erase_if(facts_, [&](const TimedFact& fact) {
    if (fact.as<facts::PictureClass>() == nullptr) return fact.to < reached_;
    return fact.to <= reached_ && (fact.from < reached_ || moment_);
  });
}

// The shot after what has been reached, or the gap before it, or what is left.
Result<void> ShotWindow::read_shot() {
  const auto of_shot = [&] {
    return std::find_if(facts_.begin(), facts_.end(),
                        [&](const TimedFact& fact) { return begins_shot(fact, reached_); });
  };
  auto first = of_shot();
  while (first == facts_.end()) {
    const auto more = read();
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
    first = begins_shot(facts_.back(), reached_) ? facts_.end() - 1 : facts_.end();
  }
  if (first == facts_.end()) {
    open_ = !any_ || duration_ > reached_ + kRounding;
    shot_ = {reached_, std::max(reached_, duration_)};
  } else {
    open_ = true;
    shot_ =
        first->from > reached_ + kRounding ? Stretch{reached_, first->from} : Stretch{first->from, first->to};
  }
  return {};
}

Result<std::optional<Stretch>> ShotWindow::next() {
  if (any_) forget();
  if (!open_) {
    if (auto done = read_shot(); !done) return tl::unexpected(std::move(done).error());
    if (!open_) return std::nullopt;
  }
  const double left = shot_.to - shot_.from;
  const double parts = std::max(1.0, std::ceil(left / kLongest));
  const Stretch part{shot_.from, parts > 1 ? shot_.from + left / parts : shot_.to};
  if (auto done = read_until(part.to); !done) return tl::unexpected(std::move(done).error());
  open_ = parts > 1;
  shot_.from = reached_ = part.to;
  any_ = true;
  moment_ = part.to <= part.from;
  return std::optional(part);
}

}  // namespace smarttag::evidence
