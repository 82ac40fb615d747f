// Greedy decoding of Connectionist Temporal Classification (Graves et al., ICML 2006).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace smarttag::vision::text {

struct Reading {
  std::string text;
  float score = 0;  // mean probability of the characters kept; 0 for an empty text
};

// `probabilities` holds steps x labels.size() values, each step's summing to 1. labels[0] is the blank, the
// others are the texts of the classes. The likeliest class of each step is taken, repeats in a row and blanks
// drop out.
Reading decode_ctc(std::span<const float> probabilities, const std::vector<std::string>& labels);

}  // namespace smarttag::vision::text
