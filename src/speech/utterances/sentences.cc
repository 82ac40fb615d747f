// The second half of utterance.h: sentences out of segments.
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "base/text/unicode.h"
#include "speech/utterances/utterance.h"
#include "speech/writing/characters.h"

namespace smarttag::speech {
namespace {

constexpr double kLongest = 12;          // seconds of a sentence that is joined of several segments
constexpr double kWithinSentence = 0.7;  // seconds of pause that a sentence may hold where segments join
constexpr double kNearPause = 0.5;       // seconds by which a cut is moved onto a pause

// A point after these ends no sentence.
constexpr std::array<std::u32string_view, 14> kAbbreviations{
    U"mr", U"mrs", U"ms", U"dr", U"st", U"prof", U"jr", U"sr", U"vs", U"etc", U"no", U"e.g", U"i.e", U"u.s"};

using Characters = std::vector<char32_t>;

char32_t lower(char32_t c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; }

bool is_abbreviation(const Characters& text, std::size_t point) {
  std::size_t begin = point;
  while (begin > 0 && !is_space(text[begin - 1])) --begin;
  std::u32string word;
  for (std::size_t i = begin; i < point; ++i) word += lower(text[i]);
  const bool initial = word.size() == 1 && word[0] >= 'a' && word[0] <= 'z' && word[0] != 'i';
  return initial || std::find(kAbbreviations.begin(), kAbbreviations.end(), word) != kAbbreviations.end();
}

// Where sentences end within the text: indices of the first character after each end, the last one included.
std::vector<std::size_t> ends_of_sentences(const Characters& text) {
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (!ends_sentence(text[i]) || ends_sentence(text[i + 1])) continue;
    std::size_t next = i + 1;
    while (next < text.size() && (text[next] == '"' || text[next] == '\'' || text[next] == ')' ||
                                  text[next] == U'”' || text[next] == U'」' || text[next] == U'』'))
      ++next;
    if (next >= text.size()) break;
    if (!is_wide(text[i]) && !is_space(text[next])) continue;  // 3.5, example.com
    if (text[i] == '.' && is_abbreviation(text, i)) continue;
    ends.push_back(next);
  }
  ends.push_back(text.size());
  return ends;
}

// The time at which `share` of the speech within [from, to] has passed.
double time_at(double share, Span range, std::span<const Span> speech) {
  std::vector<Span> parts;
  double total = 0;
  for (const Span& s : speech) {
    const Span part{std::max(s.from, range.from), std::min(s.to, range.to)};
    if (part.to <= part.from) continue;
    parts.push_back(part);
    total += part.to - part.from;
  }
  if (parts.empty()) return range.from + share * (range.to - range.from);
  double left = share * total;
  for (const Span& part : parts) {
    if (left <= part.to - part.from) return part.from + left;
    left -= part.to - part.from;
  }
  return range.to;
}

// Ends the one before and begins the one after a cut at `time`, on a pause if there is one beside it.
void cut(Utterance& before, Utterance& after, double time, std::span<const Span> speech) {
  before.to = after.from = time;
  double least = kNearPause;
  for (std::size_t i = 1; i < speech.size(); ++i) {
    const Span pause{speech[i - 1].to, speech[i].from};
    const double distance = std::max({0.0, pause.from - time, time - pause.to});
    if (distance > least || pause.from <= before.from || pause.to >= after.to) continue;
    least = distance;
    before.to = pause.from;
    after.from = pause.to;
  }
}

// Moves the words that begin before character `end` of the whole text to `sentence`; `at` counts characters.
void take_words(std::span<const facts::Word>& left, std::size_t end, std::size_t& at, Utterance& sentence) {
  while (!left.empty()) {
    const auto characters = code_points(left.front().text);
    const auto spaces = static_cast<std::size_t>(
        std::find_if_not(characters.begin(), characters.end(), is_space) - characters.begin());
    if (at + (at > 0 ? spaces : 0) >= end) return;
    at += characters.size() - (at > 0 ? 0 : spaces);  // the text has no space before its first word
    sentence.words.push_back(left.front());
    left = left.subspan(1);
  }
}

void split(const Utterance& whole, std::span<const Span> speech, std::vector<Utterance>& found) {
  const Characters text = code_points(whole.text);
  std::size_t begin = 0;
  std::size_t at = 0;
  std::span<const facts::Word> words(whole.words);
  const double size = static_cast<double>(text.size());
  for (const std::size_t end : ends_of_sentences(text)) {
    const auto part = utf8(Characters(text.begin() + static_cast<std::ptrdiff_t>(begin),
                                      text.begin() + static_cast<std::ptrdiff_t>(end)));
    Utterance sentence{std::string(trim_spaces(part)), whole.from, whole.to, whole.log_probability};
    take_words(words, end, at, sentence);
    if (begin > 0) {
      const Utterance& before = found.back();
      const double time = before.words.empty() || sentence.words.empty()
                              ? time_at(static_cast<double>(begin) / size, {whole.from, whole.to}, speech)
                              : (before.words.back().to + sentence.words.front().from) / 2;
      cut(found.back(), sentence, std::clamp(time, before.from, whole.to), speech);
    }
    found.push_back(std::move(sentence));
    begin = end;
  }
}

// Whether b only goes on with the sentence that a began.
bool belong_together(const Utterance& a, const Utterance& b) {
  const char32_t last = code_points(a.text).back();
  const char32_t first = code_points(b.text).front();
  return !is_pause_mark(last) && !is_wide(last) && !is_wide(first) && b.from - a.to <= kWithinSentence &&
         b.to - a.from <= kLongest;
}

}  // namespace

std::vector<Utterance> sentences(std::span<const Utterance> utterances, std::span<const Span> speech) {
  std::vector<Utterance> joined;
  for (const Utterance& u : utterances) {
    if (joined.empty() || !belong_together(joined.back(), u)) {
      joined.push_back(u);
      continue;
    }
    Utterance& a = joined.back();
    const double length_a = a.to - a.from;
    const double length_u = u.to - u.from;
    if (length_a + length_u > 0)
      a.log_probability =
          (a.log_probability * length_a + u.log_probability * length_u) / (length_a + length_u);
    a.text += " " + u.text;
    for (std::size_t i = 0; i < u.words.size(); ++i) {
      a.words.push_back(u.words[i]);
      if (i == 0) a.words.back().text = " " + std::string(trim_spaces(u.words[i].text));
    }
    a.to = u.to;
  }
  std::vector<Utterance> found;
  for (const Utterance& u : joined) split(u, speech, found);
  return found;
}

}  // namespace smarttag::speech
