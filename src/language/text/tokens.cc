#include "language/text/tokens.h"

#include <algorithm>

#include <libstemmer.h>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include "language/text/unicode.h"

namespace smarttag::language {
namespace {

constexpr double kTellingEnglish = 6.5;  // rarer than "people" and "work"
constexpr double kTellingChinese = 4.0;
constexpr double kMostEnglish = 12;  // a typing error is not worth more than a name

std::string with_plain_apostrophe(std::string word) {
  for (auto at = word.find("’"); at != std::string::npos; at = word.find("’", at))
    word.replace(at, 3, 1, '\'');
  return word;
}

constexpr std::string_view kFunctionCharacters =
    "的了是在我你他她它有要能也都就不这那说会去来到和与或吗呢吧啊一个上下为被把让给对从很还再又才只些么样里过"
    "着得地做看想讲"
    "用等当比之其所以而且但因如果已经将请您们谁哪几多少最更各每自己于由向";

bool has_function_character(const std::string& word) {
  for (std::size_t i = 0; i + 3 <= word.size(); i += 3)
    if (kFunctionCharacters.find(word.substr(i, 3)) != std::string_view::npos) return true;
  return false;
}

// ICU's dictionary also takes phrases for words ("也有提到"): what the table lacks is a word of its own only
// when it is long and holds no function character.
bool is_plausible_name(const std::string& word) {
  return word.size() >= 9 && word.size() <= 18 && !has_function_character(word);
}

struct StemmerCloser {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

}  // namespace

struct Tokeniser::Tools {
  std::unique_ptr<icu::BreakIterator> breaks;  // empty if ICU has no data: then there are no tokens
  std::unique_ptr<sb_stemmer, StemmerCloser> stemmer;

  std::string stem(const std::string& word) {
    if (!stemmer) return word;
    const auto* made = sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                       static_cast<int>(word.size()));
    if (made == nullptr) return word;
    return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(sb_stemmer_length(stemmer.get()))};
  }
};

Tokeniser::Tokeniser(std::shared_ptr<const Vocabulary> vocabulary)
    : vocabulary_(std::move(vocabulary)), tools_(std::make_unique<Tools>()) {
  UErrorCode status = U_ZERO_ERROR;
  tools_->breaks.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status)) tools_->breaks.reset();
  tools_->stemmer.reset(sb_stemmer_new("english", "UTF_8"));
}

Tokeniser::~Tokeniser() = default;

std::vector<Token> Tokeniser::tokens_of(std::string_view sentence) {
  std::vector<Token> out;
  if (!tools_->breaks) return out;
  const auto unicode =
      icu::UnicodeString::fromUTF8(icu::StringPiece(sentence.data(), static_cast<int32_t>(sentence.size())));
  tools_->breaks->setText(unicode);
  std::size_t byte = 0;
  for (int32_t from = tools_->breaks->first(), to = tools_->breaks->next(); to != icu::BreakIterator::DONE;
       from = to, to = tools_->breaks->next()) {
    Token token;
    unicode.tempSubStringBetween(from, to).toUTF8String(token.surface);
    token.begin = byte;
    token.end = byte += token.surface.size();
    if (tools_->breaks->getRuleStatus() < UBRK_WORD_NUMBER) continue;
    token.chinese = is_han(static_cast<char32_t>(unicode.char32At(from)));
    const auto small = with_plain_apostrophe(folded(token.surface));
    const bool number = tools_->breaks->getRuleStatus() < UBRK_WORD_LETTER;
    token.term = token.chinese || number ? small : tools_->stem(small);
    const double rarity = vocabulary_->rarity(small, token.chinese);
    const bool telling = token.chinese
                             ? token.surface.size() > 3 && rarity >= kTellingChinese &&
                                   (rarity < Vocabulary::kUnknownChinese || is_plausible_name(small))
                             : small.size() > 2 && rarity >= kTellingEnglish;
    if (telling && !number && !vocabulary_->is_stop_word(small))
      token.weight = std::min(rarity, kMostEnglish);
    token.joins = token.weight > 0 || (token.chinese && !vocabulary_->is_stop_word(small) &&
                                       !has_function_character(token.surface));
    out.push_back(std::move(token));
  }
  return out;
}

}  // namespace smarttag::language
