#include "speech/whisper/alignment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace smarttag::speech {
namespace {

constexpr std::size_t kMedian = 7;
constexpr std::size_t kReach = kMedian / 2;

void order(float& a, float& b) {
  const float low = std::min(a, b);
  b = std::max(a, b);
  a = low;
}

// The exchanges of Devillard's opt_med7: without branches, so that compilers do several columns at once.
float median(std::array<float, kMedian> p) {
  order(p[0], p[5]), order(p[0], p[3]), order(p[1], p[6]), order(p[2], p[4]), order(p[0], p[1]);
  order(p[3], p[5]), order(p[2], p[6]), order(p[2], p[3]), order(p[3], p[6]), order(p[4], p[5]);
  order(p[1], p[4]), order(p[1], p[3]), order(p[3], p[4]);
  return p[3];
}

// One head: shares of the first `columns` columns, then each column in deviations from its mean over the
// rows.
std::vector<float> normalised(const Attention& attention, std::size_t head, std::size_t columns) {
  std::vector<float> shares(attention.rows * columns);
  std::vector<double> sum(columns), squares(columns);
  for (std::size_t r = 0; r < attention.rows; ++r) {
    const float* row = attention.values.data() + (head * attention.rows + r) * attention.columns;
    double total = 0;
    for (std::size_t c = 0; c < columns; ++c) total += row[c];
    const float scale = total > 0 ? static_cast<float>(1 / total) : 0;
    for (std::size_t c = 0; c < columns; ++c) {
      const float share = row[c] * scale;
      shares[r * columns + c] = share;
      sum[c] += share;
      squares[c] += static_cast<double>(share) * share;
    }
  }
  const auto rows = static_cast<double>(attention.rows);
  for (std::size_t c = 0; c < columns; ++c) {
    const double mean = sum[c] / rows;
    const double deviation = std::sqrt(std::max(squares[c] / rows - mean * mean, 1e-20));
    for (std::size_t r = 0; r < attention.rows; ++r) {
      float& share = shares[r * columns + c];
      share = static_cast<float>((share - mean) / deviation);
    }
  }
  return shares;
}

// Adds each row, smoothed, to `sum`; edges are mirrored.
void add_smoothed(const std::vector<float>& values, std::size_t columns, std::vector<float>& sum) {
  if (columns <= kReach) {
    for (std::size_t i = 0; i < values.size(); ++i) sum[i] += values[i];
    return;
  }
  std::vector<float> padded(columns + 2 * kReach);
  for (std::size_t from = 0; from < values.size(); from += columns) {
    const float* row = values.data() + from;
    std::copy_n(row, columns, padded.begin() + kReach);
    for (std::size_t i = 0; i < kReach; ++i) {
      padded[kReach - 1 - i] = row[i + 1];
      padded[columns + kReach + i] = row[columns - 2 - i];
    }
    for (std::size_t c = 0; c < columns; ++c)
      sum[from + c] += median({padded[c], padded[c + 1], padded[c + 2], padded[c + 3], padded[c + 4],
                               padded[c + 5], padded[c + 6]});
  }
}

enum class Came : std::uint8_t { kDiagonally, kFromRowAbove, kFromColumnBefore };

}  // namespace

std::vector<double> beginnings(const Attention& attention, std::size_t columns) {
  columns = std::min(columns, attention.columns);
  const std::size_t rows = attention.rows;
  if (rows == 0 || columns == 0) return std::vector<double>(rows, 0.0);
  std::vector<float> gain(rows * columns);
  for (std::size_t head = 0; head < attention.heads; ++head)
    add_smoothed(normalised(attention, head, columns), columns, gain);

  std::vector<float> above(columns + 1, std::numeric_limits<float>::infinity());
  above[0] = 0;
  std::vector<float> now(columns + 1);
  std::vector<Came> came(rows * columns);
  for (std::size_t r = 0; r < rows; ++r) {
    now[0] = std::numeric_limits<float>::infinity();
    for (std::size_t c = 0; c < columns; ++c) {
      Came way = Came::kFromColumnBefore;
      float cost = now[c];
      if (above[c] < above[c + 1] && above[c] < now[c]) {
        way = Came::kDiagonally;
        cost = above[c];
      } else if (above[c + 1] < above[c] && above[c + 1] < now[c]) {
        way = Came::kFromRowAbove;
        cost = above[c + 1];
      }
      now[c + 1] = cost - gain[r * columns + c];
      came[r * columns + c] = way;
    }
    std::swap(above, now);
  }
  std::vector<double> found(rows, 0.0);
  std::size_t c = columns - 1;
  for (std::size_t r = rows - 1;;) {
    const Came way = came[r * columns + c];
    if (way == Came::kFromColumnBefore && c > 0) {
      --c;
      continue;
    }
    found[r] = static_cast<double>(c) * Attention::kColumn;
    if (r == 0) break;
    --r;
    if (way == Came::kDiagonally && c > 0) --c;
  }
  return found;
}

}  // namespace smarttag::speech
