#include "speech/utterances/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "base/text/unicode.h"
#include "speech/writing/characters.h"

namespace smarttag::speech {
namespace {

constexpr std::array<std::string_view, 7> kWithoutSpaces{"zh", "ja", "th", "lo", "my", "km", "yue"};
constexpr char32_t kNoCharacter = 0xFFFD;

bool is_spaced(const std::string& language) {
  return std::find(kWithoutSpaces.begin(), kWithoutSpaces.end(), language) == kWithoutSpaces.end();
}

bool is_mark(char32_t c) {
  static constexpr std::u32string_view kMarks = U"\"'()[]{}-¿¡“”‘’「」『』（）《》、…—·%";
  return is_pause_mark(c) || is_space(c) || kMarks.find(c) != std::u32string_view::npos;
}

bool is_marks_only(const std::string& text) {
  const auto characters = code_points(text);
  return std::all_of(characters.begin(), characters.end(), is_mark);
}

bool is_whole(const std::string& text) {
  const auto characters = code_points(text);
  return std::find(characters.begin(), characters.end(), kNoCharacter) == characters.end();
}

// Whether `text` is the beginning of a word of its own after `before`.
bool begins(const std::string& text, const std::string& before, bool spaced) {
  if (!is_whole(before) || is_marks_only(before))
    return false;  // its character, or its word, is still to come
  if (is_space(code_points(text).front())) return true;
  if (is_marks_only(text)) return false;
  return !spaced && (is_wide(code_points(text).front()) || code_points(text).front() == kNoCharacter);
}

}  // namespace

std::vector<TimedWord> words_of(const Decoding& decoding, const TokenTable& tokens,
                                const std::string& language) {
  const bool spaced = is_spaced(language);
  std::vector<TimedWord> words;
  bool fresh = true;  // after a timestamp
  double sum = 0;
  const std::span<const Token> all(decoding.tokens);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (tokens.is_timestamp(all[i])) {
      fresh = true;
      continue;
    }
    const std::string text = tokens.text(all.subspan(i, 1));
    if (text.empty()) continue;
    if (fresh || begins(text, words.back().word.text, spaced)) {
      words.push_back({{}, i, i});
      sum = 0;
    }
    fresh = false;
    TimedWord& word = words.back();
    word.end = i + 1;
    word.word.text = tokens.text(all.subspan(word.first, word.end - word.first));
    sum += decoding.log_probabilities[i];
    word.word.probability =
        static_cast<float>(std::min(1.0, std::exp(sum / static_cast<double>(word.end - word.first))));
  }
  return words;
}

Result<std::vector<TimedWord>> timed_words(Whisper& whisper, const Decoding& decoding,
                                           const std::string& language, double speech_end) {
  const TokenTable& table = whisper.tokens();
  auto words = words_of(decoding, table, language);
  std::vector<Token> text;
  std::vector<std::size_t> place(decoding.tokens.size() + 1);  // of each token of the transcript, in `text`
  for (std::size_t i = 0; i < decoding.tokens.size(); ++i) {
    place[i] = text.size();
    if (!table.is_timestamp(decoding.tokens[i])) text.push_back(decoding.tokens[i]);
  }
  place.back() = text.size();
  if (text.empty()) return words;
  const auto attention = whisper.attention(language, text);
  if (!attention) return tl::unexpected(attention.error());
  const auto times =
      beginnings(*attention, static_cast<std::size_t>(std::ceil(speech_end / Attention::kColumn)) + 1);
  for (TimedWord& word : words) {
    word.word.from = std::min(times[place[word.first]], speech_end);
    word.word.to = std::clamp(times[place[word.end - 1] + 1], word.word.from, speech_end);
  }
  return words;
}

}  // namespace smarttag::speech
