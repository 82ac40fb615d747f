#include "speech/writing/chinese.h"

#include <array>
#include <exception>
#include <utility>

#include <SimpleConverter.hpp>

#include "base/text/unicode.h"
#include "speech/writing/characters.h"

namespace smarttag::speech {
namespace {

constexpr std::array<std::pair<char32_t, char32_t>, 5> kFullWidth{
    {{',', U'，'}, {'.', U'。'}, {'?', U'？'}, {'!', U'！'}, {':', U'：'}}};

bool is_han(char32_t c) { return is_wide(c) && !is_pause_mark(c); }

std::string with_full_width_punctuation(const std::string& text) {
  auto characters = code_points(text);
  for (std::size_t i = 1; i < characters.size(); ++i) {
    const bool at_end = i + 1 == characters.size();
    if (!is_han(characters[i - 1]) || !(at_end || is_wide(characters[i + 1]) || is_space(characters[i + 1])))
      continue;
    for (const auto& [half, full] : kFullWidth)
      if (characters[i] == half) characters[i] = full;
  }
  return utf8(characters);
}

}  // namespace

Result<std::string> written_chinese(const std::string& text) {
  try {
    static const opencc::SimpleConverter kToSimplified("t2s.json");
    return with_full_width_punctuation(kToSimplified.Convert(text));
  } catch (const std::exception& e) {
    return fail(ErrorKind::kInternal, "Chinese text cannot be written. Run the set-up again.", e.what());
  }
}

Result<void> write_in_chinese(facts::Speech& speech) {
  std::string joined;
  for (const facts::Word& word : speech.words) joined += word.text;
  auto text = written_chinese(speech.text);
  if (!text) return tl::unexpected(text.error());
  const auto words = written_chinese(joined);
  if (!words) return tl::unexpected(words.error());
  const auto characters = code_points(*words);
  const bool as_many = characters.size() == code_points(joined).size();
  auto from = characters.begin();
  for (facts::Word& word : speech.words) {
    if (as_many) {
      const auto to = from + static_cast<std::ptrdiff_t>(code_points(word.text).size());
      word.text = utf8(std::vector<char32_t>(from, to));
      from = to;
      continue;
    }
    auto alone = written_chinese(word.text);  // a conversion that changed the number of characters
    if (!alone) return tl::unexpected(alone.error());
    word.text = std::move(*alone);
  }
  speech.text = std::move(*text);
  return {};
}

}  // namespace smarttag::speech
