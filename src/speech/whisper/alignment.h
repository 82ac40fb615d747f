// When tokens are said, from where the decoder looks while it gives them (openai/whisper timing.py:
// find_alignment).
#pragma once

#include <cstddef>
#include <vector>

namespace smarttag::speech {

// What the heads that follow the speech attend to: shares of each row (token), summing to 1 over the columns
// of 20 ms. Row-major [heads, rows, columns].
struct Attention {
  static constexpr double kColumn = 0.02;  // seconds

  std::size_t heads = 0;
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<float> values;
};

// The second at which each row's token begins, one for each row, never falling: the cheapest monotonic path
// (dynamic time warping) through the attention, normalised over the rows, smoothed over time by a median of 7
// and averaged over the heads. Only the first `columns` columns count.
std::vector<double> beginnings(const Attention& attention, std::size_t columns);

}  // namespace smarttag::speech
