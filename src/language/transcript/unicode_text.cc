#include "language/transcript/unicode_text.h"

#include <array>
#include <memory>
#include <utility>

#include <unicode/translit.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include "base/text/unicode.h"

namespace smarttag::language {

std::optional<std::string> text_with_mark(std::string_view content) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t mark = 0;
  const auto size = static_cast<int32_t>(content.size());
  const char* name = ucnv_detectUnicodeSignature(content.data(), size, &mark, &status);
  if (U_FAILURE(status) || name == nullptr || !std::string_view(name).starts_with("UTF-"))
    return std::nullopt;
  const icu::UnicodeString text(content.data() + mark, size - mark, name);
  constexpr char16_t kNone = 0xfffd;  // what bytes that are no text become
  if (text.isBogus() || text.indexOf(kNone) >= 0 || text.indexOf(u'\0') >= 0) return std::nullopt;
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::string without_controls(std::string_view text) {
  return with_substitutes(
      text, [](char32_t c) { return is_control(c) ? std::optional<std::string>(" ") : std::nullopt; });
}

std::string without_entities(std::string text) {
  if (text.find('&') == std::string::npos) return text;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kNames{{{"&nbsp;", " "},
                                                                                 {"&lrm;", ""},
                                                                                 {"&rlm;", ""},
                                                                                 {"&lt;", "<"},
                                                                                 {"&gt;", ">"},
                                                                                 {"&quot;", "\""},
                                                                                 {"&apos;", "'"},
                                                                                 {"&amp;", "&"}}};
  // Numbers first: "&amp;#39;" is the text "&#39;".
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> numbers(
      icu::Transliterator::createInstance("Hex-Any/XML; Hex-Any/XML10", UTRANS_FORWARD, status));
  if (U_SUCCESS(status)) {
    auto unicode = icu::UnicodeString::fromUTF8(text);
    numbers->transliterate(unicode);
    text.clear();
    unicode.toUTF8String(text);
  }
  for (const auto& [name, character] : kNames)
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + character.size()))
      text.replace(at, name.size(), character);
  return text;
}

}  // namespace smarttag::language
