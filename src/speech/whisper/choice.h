// What may come next in a transcript, with its probability.
#pragma once

#include <random>
#include <span>
#include <vector>

#include "speech/whisper/tokens/token_table.h"

namespace smarttag::speech {

struct Choice {
  Token token = 0;
  float log_probability = 0;  // at temperature 1
};

// log(sum(exp(x / temperature))). `logits` may hold minus infinity, but not alone.
float log_sum(std::span<const float> logits, float temperature);

// The `count` most probable tokens, the best one first; those of probability 0 are left out.
std::vector<Choice> most_probable(std::span<const float> logits, std::size_t count);

// One drawn by chance. The probability told is the one at temperature 1, as Whisper has it.
Choice drawn(std::span<const float> logits, float temperature, std::mt19937& chance);

}  // namespace smarttag::speech
