#include "vision/text/tracking/reading_merge.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "vision/text/reading/decoding/characters.h"

namespace smarttag::vision::text {
namespace {

constexpr float kSure = 0.9F;
constexpr float kAlike = 0.75F;           // one character of four may be misread
constexpr float kAlikeSure = 0.9F;        // of ten, if both were read surely
constexpr std::size_t kShortestPart = 2;  // characters that must be left of a partly hidden text
constexpr std::size_t kShortestOverlap = 4;
constexpr std::size_t kOverlapShare = 4;  // of the shorter text: a quarter
constexpr float kAlikeOverlap = 0.7F;

std::u32string folded_text(std::string_view text) {
  std::u32string out;
  for (const auto c : characters(text))
    if (const char32_t code = folded(c); code != 0) out.push_back(code);
  return out;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool only_digits_differ(const std::u32string& a, const std::u32string& b) {
  if (a.size() != b.size() || a == b) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i] && !(is_digit(a[i]) && is_digit(b[i]))) return false;
  return true;
}

bool contains(const std::u32string& whole, const std::u32string& part) {
  return part.size() >= kShortestPart && whole.find(part) != std::u32string::npos;
}

struct Run {
  std::size_t in_a = 0, in_b = 0, length = 0;
};

// The longest run of characters that both have (longest common substring).
Run longest_run(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  Run best;
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t length = folded(a[i]) == folded(b[j]) ? diagonal + 1 : 0;
      diagonal = row[j + 1];
      row[j + 1] = length;
      if (length > best.length) best = {i + 1 - length, j + 1 - length, length};
    }
  }
  return best;
}

std::string text_of(const std::vector<std::string_view>& parts, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) out += parts[i];
  return out;
}

}  // namespace

Relation relation(std::string_view earlier, float earlier_score, std::string_view now, float now_score) {
  const std::u32string a = folded_text(earlier), b = folded_text(now);
  if (a == b) return Relation::kSame;
  const bool sure = earlier_score >= kSure && now_score >= kSure;
  if (sure && only_digits_differ(a, b)) return Relation::kDifferent;
  if (likeness(earlier, now) >= (sure ? kAlikeSure : kAlike)) return Relation::kSame;
  if (contains(b, a)) return Relation::kGrown;
  if (contains(a, b)) return Relation::kShrunk;
  return Relation::kDifferent;
}

std::string joined(std::string_view earlier, std::string_view now) {
  const auto a = characters(earlier), b = characters(now);
  const Run run = longest_run(a, b);
  if (run.in_a == run.in_b || run.length == 0) return {};
  // Laid over each other by that run, where do both have characters?
  const std::size_t lead = std::min(run.in_a, run.in_b);
  const std::size_t from_a = run.in_a - lead, from_b = run.in_b - lead;
  const std::size_t overlap = std::min(a.size() - from_a, b.size() - from_b);
  if (overlap < std::max(kShortestOverlap, std::min(a.size(), b.size()) / kOverlapShare)) return {};
  if (likeness(text_of(a, from_a, from_a + overlap), text_of(b, from_b, from_b + overlap)) < kAlikeOverlap)
    return {};
  // Beyond the run, on either side, the text that reaches farther: the other one is cut off there.
  const std::size_t end_a = run.in_a + run.length, end_b = run.in_b + run.length;
  const std::string left = run.in_a > run.in_b ? text_of(a, 0, run.in_a) : text_of(b, 0, run.in_b);
  const std::string right =
      a.size() - end_a > b.size() - end_b ? text_of(a, end_a, a.size()) : text_of(b, end_b, b.size());
  return left + text_of(b, run.in_b, end_b) + right;
}

}  // namespace smarttag::vision::text
