#include "language/text/sentences.h"

#include <algorithm>
#include <array>
#include <memory>

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include "language/text/unicode.h"

namespace smarttag::language {
namespace {

constexpr std::size_t kLongest = 120;
constexpr std::size_t kPiece = 60;

// Whether the text ends in an abbreviation after which a sentence goes on.
bool ends_in_abbreviation(std::string_view text) {
  constexpr std::array kTitles{"Dr.",  "Mr.",  "Mrs.", "Ms.", "Prof.", "St.",    "vs.",
                               "e.g.", "i.e.", "No.",  "Jr.", "Sr.",   "approx."};
  const auto word = text.substr(text.find_last_of(' ') + 1);
  if (std::find(kTitles.begin(), kTitles.end(), word) != kTitles.end()) return true;
  return word.size() == 2 && word[0] >= 'A' && word[0] <= 'Z' && word[0] != 'I' && word[1] == '.';
}

// Cuts a sentence that is too long behind commas.
void append_pieces(const std::string& sentence, std::vector<std::string>& out) {
  if (length_in_units(sentence) <= kLongest) {
    out.push_back(sentence);
    return;
  }
  constexpr std::array<std::string_view, 4> kCommas{"，", ", ", "、", "; "};
  std::size_t begin = 0;
  std::size_t next = 0;
  while (next < sentence.size()) {
    std::size_t comma = std::string::npos;
    std::size_t after = 0;
    for (const auto mark : kCommas) {
      const auto found = sentence.find(mark, next);
      if (found < comma) {
        comma = found;
        after = found + mark.size();
      }
    }
    if (comma == std::string::npos) break;
    next = after;
    if (length_in_units(std::string_view(sentence).substr(begin, next - begin)) >= kPiece) {
      out.push_back(trimmed(std::string_view(sentence).substr(begin, next - begin)));
      begin = next;
    }
  }
  auto rest = trimmed(std::string_view(sentence).substr(begin));
  if (rest.empty()) return;
  out.push_back(std::move(rest));
}

}  // namespace

std::vector<std::string> sentences_of(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createSentenceInstance(icu::Locale::getRoot(), status));
  std::vector<std::string> out;
  if (U_FAILURE(status)) {  // ICU without its data: the text stays whole
    append_pieces(trimmed(text), out);
    return out;
  }
  const auto unicode =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  breaks->setText(unicode);
  std::string open;
  for (int32_t from = breaks->first(), to = breaks->next(); to != icu::BreakIterator::DONE;
       from = to, to = breaks->next()) {
    std::string piece;
    unicode.tempSubStringBetween(from, to).toUTF8String(piece);
    open += piece;
    const auto whole = trimmed(open);
    if (whole.empty() || ends_in_abbreviation(whole)) continue;
    append_pieces(whole, out);
    open.clear();
  }
  if (const auto whole = trimmed(open); !whole.empty()) append_pieces(whole, out);
  return out;
}

}  // namespace smarttag::language
