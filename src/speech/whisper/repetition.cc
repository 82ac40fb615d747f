#include "speech/whisper/repetition.h"

#include <algorithm>
#include <vector>

#include <zlib.h>

namespace smarttag::speech {
namespace {

constexpr std::size_t kLongestPhrase = 40;
constexpr std::size_t kShortestPhrase = 4;  // people say "no, no" and "very very"

std::size_t times_allowed(std::size_t phrase) {
  if (phrase == 1) return 8;
  return phrase <= 3 ? 5 : 4;
}

}  // namespace

std::size_t repeated_tail(std::span<const Token> words) {
  for (std::size_t phrase = 1; phrase <= std::min(kLongestPhrase, words.size() / 4); ++phrase) {
    std::size_t same = 0;  // tokens at the end that equal the one a phrase before
    while (same + phrase < words.size() &&
           words[words.size() - 1 - same] == words[words.size() - 1 - same - phrase])
      ++same;
    if (same >= phrase * (times_allowed(phrase) - 1)) return same;
  }
  return 0;
}

std::size_t repetitions(std::span<const Token> words) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < words.size();) {
    std::size_t phrase = kShortestPhrase;
    const std::size_t longest = std::min(kLongestPhrase, (words.size() - at) / 2);
    while (phrase <= longest && !std::equal(words.begin() + static_cast<std::ptrdiff_t>(at),
                                            words.begin() + static_cast<std::ptrdiff_t>(at + phrase),
                                            words.begin() + static_cast<std::ptrdiff_t>(at + phrase)))
      ++phrase;
    const bool again = phrase <= longest;
    if (again) ++count;
    at += again ? phrase : 1;
  }
  return count;
}

double compression_ratio(std::string_view text) {
  if (text.empty()) return 0;
  uLongf size = compressBound(static_cast<uLong>(text.size()));
  std::vector<Bytef> packed(size);
  const auto* bytes = reinterpret_cast<const Bytef*>(text.data());
  if (compress(packed.data(), &size, bytes, static_cast<uLong>(text.size())) != Z_OK) return 0;
  return static_cast<double>(text.size()) / static_cast<double>(size);
}

}  // namespace smarttag::speech
