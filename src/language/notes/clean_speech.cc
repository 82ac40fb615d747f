#include "language/notes/clean_speech.h"

#include "base/text/unicode.h"
#include "language/text/pattern.h"
#include "language/text/unicode.h"

namespace smarttag::language {
namespace {

void erase_phrase(std::string& text, const std::string& phrase) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\''; };
  auto small = text;  // ASCII only: fillers are English or Chinese, and places in bytes must stay
  for (auto& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (auto at = small.find(phrase); at != std::string::npos; at = small.find(phrase, at)) {
    const auto end = at + phrase.size();
    if (letter(phrase.front()) &&
        ((at > 0 && letter(small[at - 1])) || (end < small.size() && letter(small[end])))) {
      at = end;
      continue;
    }
    auto length = phrase.size();
    if (end < small.size() && small[end] == ',') ++length;
    text.erase(at, length);
    small.erase(at, length);
  }
}

}  // namespace

std::string clean_speech(std::string_view text, const Vocabulary& vocabulary) {
  std::string out(text.substr(0, 6000));
  if (!is_utf8(out)) out = first_units(text, 500);
  for (const auto& phrase : vocabulary.phrases("filler")) erase_phrase(out, phrase);
  static const Pattern kTwice(R"(\b([A-Za-z']{1,12})(?:,? \1\b)+)", true);
  static const Pattern kTwiceChinese(R"((\p{Han}{1,3}?)\1{2,})");
  static const Pattern kLeading(
      R"(^(?:(?:so|and|but|okay|ok|yeah|yes|well|right|now|oh|no)\b[, .]*|(?:那么|然后|所以|就是|对|好的|好)[，。、]?)+)",
      true);
  static const Pattern kMarks(R"(\s+([,.?!;]))");
  static const Pattern kCommas(R"([,.;]*,([.?!;,]))");
  static const Pattern kOpen(R"([,;，、]$)");
  out = kTwiceChinese.replaced(kTwice.replaced(out, "$1"), "$1");
  out = kLeading.replaced(trimmed(out), "");
  out = kCommas.replaced(kMarks.replaced(out, "$1"), "$1");
  out = kOpen.replaced(out, han_share(out) > 0.5 ? "。" : ".");
  while (!out.empty() && (out.front() == ',' || out.front() == ' ' || out.front() == '.')) out.erase(0, 1);
  if (!out.empty() && out.front() >= 'a' && out.front() <= 'z')
    out.front() = static_cast<char>(out.front() - 32);
  return out;
}

}  // namespace smarttag::language
