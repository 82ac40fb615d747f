#include "callbacks/amqp/confirms.h"

#include <algorithm>

namespace smarttag::callbacks::amqp {

void Confirms::settle(std::uint64_t tag, bool multiple, bool taken) {
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    const std::uint64_t own = first_ + i;
    const bool meant = own == tag || (multiple && (tag == 0 || own < tag));
    if (meant && answers_[i] == Answer::kNone) answers_[i] = taken ? Answer::kTaken : Answer::kRefused;
  }
}

std::size_t Confirms::open() const {
  return static_cast<std::size_t>(std::count(answers_.begin(), answers_.end(), Answer::kNone));
}

std::vector<bool> Confirms::taken() const {
  std::vector<bool> taken;
  for (const auto answer : answers_) taken.push_back(answer == Answer::kTaken);
  return taken;
}

}  // namespace smarttag::callbacks::amqp
