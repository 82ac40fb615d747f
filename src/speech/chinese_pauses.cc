#include "speech/chinese_pauses.h"

#include "base/text/unicode.h"
#include "speech/writing/characters.h"

namespace smarttag::speech {
namespace {

constexpr double kAtOnce = 0.6;  // seconds

bool is_han(char32_t c) { return is_wide(c) && !is_pause_mark(c); }

void turn_spaces_into_commas(Utterance& utterance) {
  std::vector<char32_t> text;
  const auto characters = code_points(utterance.text);
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const bool between =
        i > 0 && i + 1 < characters.size() && is_han(characters[i - 1]) && is_han(characters[i + 1]);
    text.push_back(is_space(characters[i]) && between ? U'，' : characters[i]);
  }
  utterance.text = utf8(text);
  for (std::size_t i = 1; i < utterance.words.size(); ++i) {
    auto& before = utterance.words[i - 1].text;
    auto& word = utterance.words[i].text;
    const auto last = code_points(before);
    const auto own = code_points(word);
    if (last.empty() || own.size() < 2 || !is_space(own[0]) || !is_han(own[1]) || !is_han(last.back()))
      continue;
    before += utf8(U'，');
    word = trim_spaces(word);
  }
}

}  // namespace

void mark_pauses(std::vector<Utterance>& said) {
  for (std::size_t i = 0; i < said.size(); ++i) {
    Utterance& u = said[i];
    turn_spaces_into_commas(u);
    const auto characters = code_points(u.text);
    if (characters.empty() || !is_han(characters.back())) continue;
    const bool goes_on = i + 1 < said.size() && said[i + 1].from - u.to < kAtOnce;
    const std::string mark = utf8(goes_on ? U'，' : U'。');
    u.text += mark;
    if (!u.words.empty()) u.words.back().text += mark;
  }
}

}  // namespace smarttag::speech
