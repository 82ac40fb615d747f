#include "media/video/sampler.h"

namespace smarttag::media {
namespace {

constexpr double kJitter = 0.002;  // seconds; containers that count in milliseconds round

}  // namespace

std::vector<double> Sampler::passed(double time) {
  std::vector<double> moments;
  while (due_ < time - period_ / 2) {
    moments.push_back(due_);
    due_ += period_;
  }
  return moments;
}

bool Sampler::looks(double time, bool first_of_shot) {
  if (first_of_shot) {
    due_ = time + period_;
    return true;
  }
  if (time + kJitter < due_) return false;
  while (due_ <= time + kJitter) due_ += period_;
  return true;
}

}  // namespace smarttag::media
