#include "speech/whisper/choice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <opencv2/core.hpp>

namespace smarttag::speech {
namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();
constexpr float kNegligible = -80;  // exp of it adds nothing to a sum, and is no denormal number
constexpr std::size_t kBlock = 1024;

float greatest(std::span<const float> values) {
  std::array<float, 16> best{};
  best.fill(kNever);
  std::size_t i = 0;
  for (; i + best.size() <= values.size(); i += best.size())  // in a form that compilers vectorise
    for (std::size_t k = 0; k < best.size(); ++k) best[k] = std::max(best[k], values[i + k]);
  for (; i < values.size(); ++i) best[0] = std::max(best[0], values[i]);
  return *std::max_element(best.begin(), best.end());
}

bool likelier(const Choice& a, const Choice& b) {
  return a.log_probability != b.log_probability ? a.log_probability > b.log_probability : a.token < b.token;
}

}  // namespace

float log_sum(std::span<const float> logits, float temperature) {
  const float best = greatest(logits);
  double sum = 0;
  std::array<float, kBlock> block{};
  for (std::size_t from = 0; from < logits.size(); from += kBlock) {
    const std::size_t count = std::min(kBlock, logits.size() - from);
    for (std::size_t i = 0; i < count; ++i)
      block[i] = std::max((logits[from + i] - best) / temperature, kNegligible);
    const cv::Mat row(1, static_cast<int>(count), CV_32F, block.data());
    cv::Mat powers = row;
    cv::exp(row, powers);
    sum += cv::sum(powers)[0];
  }
  return best / temperature + static_cast<float>(std::log(sum));
}

std::vector<Choice> most_probable(std::span<const float> logits, std::size_t count) {
  std::vector<Choice> best;  // of logits; the worst one last
  float least = kNever;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    if (logits[i] <= least) continue;
    const Choice choice{static_cast<Token>(i), logits[i]};
    best.insert(std::lower_bound(best.begin(), best.end(), choice, likelier), choice);
    if (best.size() > count) best.pop_back();
    if (best.size() == count) least = best.back().log_probability;
  }
  const float total = log_sum(logits, 1);
  for (Choice& choice : best) choice.log_probability -= total;
  return best;
}

Choice drawn(std::span<const float> logits, float temperature, std::mt19937& chance) {
  const float total = log_sum(logits, temperature);
  auto left = std::generate_canonical<double, 32>(chance);
  Choice choice = most_probable(logits, 1).front();  // if rounding leaves something over
  for (std::size_t i = 0; i < logits.size(); ++i) {
    if (logits[i] == kNever) continue;
    left -= std::exp(static_cast<double>(logits[i] / temperature - total));
    if (left > 0) continue;
    choice = {static_cast<Token>(i), logits[i] - log_sum(logits, 1)};
    break;
  }
  return choice;
}

}  // namespace smarttag::speech
