#include "language/text/pattern.h"

#include <unicode/regex.h>
#include <unicode/unistr.h>

namespace smarttag::language {
namespace {

constexpr int32_t kTimeLimit = 1000;  // about as many milliseconds

icu::UnicodeString unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::vector<std::string> groups_of(const icu::RegexMatcher& matcher) {
  std::vector<std::string> out;
  for (int32_t i = 0; i <= matcher.groupCount(); ++i) {
    UErrorCode status = U_ZERO_ERROR;
    matcher.group(i, status).toUTF8String(out.emplace_back());
  }
  return out;
}

}  // namespace

struct Pattern::Compiled {
  std::unique_ptr<icu::RegexPattern> pattern;

  // Empty if ICU refused the pattern. `text` outlives the matcher.
  [[nodiscard]] std::unique_ptr<icu::RegexMatcher> matcher(const icu::UnicodeString& text) const {
    if (!pattern) return nullptr;
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::RegexMatcher> made(pattern->matcher(text, status));
    if (made) made->setTimeLimit(kTimeLimit, status);
    return U_SUCCESS(status) ? std::move(made) : nullptr;
  }
};

Pattern::Pattern(const char* expression, bool any_case) : compiled_(std::make_unique<Compiled>()) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError place{};
  compiled_->pattern.reset(icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(expression),
                                                      any_case ? UREGEX_CASE_INSENSITIVE : 0, place, status));
  if (U_FAILURE(status)) compiled_->pattern.reset();
}

Pattern::~Pattern() = default;

std::optional<std::vector<std::string>> Pattern::search(std::string_view text) const {
  const auto subject = unicode(text);
  const auto matcher = compiled_->matcher(subject);
  UErrorCode status = U_ZERO_ERROR;
  if (!matcher || !matcher->find(status) || U_FAILURE(status)) return std::nullopt;
  return groups_of(*matcher);
}

std::optional<std::vector<std::string>> Pattern::match(std::string_view text) const {
  const auto subject = unicode(text);
  const auto matcher = compiled_->matcher(subject);
  UErrorCode status = U_ZERO_ERROR;
  if (!matcher || !matcher->matches(status) || U_FAILURE(status)) return std::nullopt;
  return groups_of(*matcher);
}

std::string Pattern::replaced(std::string_view text, const char* replacement) const {
  const auto subject = unicode(text);
  const auto matcher = compiled_->matcher(subject);
  UErrorCode status = U_ZERO_ERROR;
  if (!matcher) return std::string(text);
  const auto made = matcher->replaceAll(icu::UnicodeString::fromUTF8(replacement), status);
  if (U_FAILURE(status)) return std::string(text);
  std::string out;
  made.toUTF8String(out);
  return out;
}

}  // namespace smarttag::language
