#include "api/operations/hotwords/shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "api/operations/reading/fields.h"

namespace smarttag::api::hotwords {
namespace {

using results::Json;

// Limits of the API.
constexpr std::size_t kMostHotwords = 300;
constexpr std::size_t kMostTranslationCharacters = 100;
constexpr std::size_t kMostMixedCharacters = 15;
constexpr std::ptrdiff_t kMostEnglishWords = 10;
constexpr std::size_t kMostLanguageBytes = 35;  // as long as language tags get (BCP 47)
constexpr int kLeastWeight = -6;
constexpr int kMostWeight = 5;

bool is_english(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

void check_spoken(Reader& word) {
  word.choice("Language", {"zh", "en"});
  const auto text = word.text("Text");
  if (!is_english(text)) {
    word.characters("Text", kMostMixedCharacters);
    return;
  }
  std::istringstream words(text);
  if (std::distance(std::istream_iterator<std::string>(words), {}) > kMostEnglishWords)
    word.fault(fmt::format("Text may have {} English words at most.", kMostEnglishWords));
}

void check_translated(Reader& word, const Json& hotword) {
  word.text("Language", kMostLanguageBytes);
  word.characters("Text", kMostTranslationCharacters);
  for (const auto& translation : hotword.value("TranspositionResultList", Json::array())) {
    Reader in(translation);
    in.text("TargetLanguage", kMostLanguageBytes);
    in.characters("TranslatedText", kMostTranslationCharacters);
    if (const auto good = in.checked(); !good) word.fault(good.error().client.text);
  }
}

Result<void> check(const Json& hotword, bool translated) {
  Reader word(hotword);
  if (!word.has("Text")) word.fault("Text is mandatory.");
  word.sent_integer("Weight", kLeastWeight, kMostWeight);
  if (translated)
    check_translated(word, hotword);
  else
    check_spoken(word);
  if (!translated && hotword.contains("TranspositionResultList"))
    word.fault("TranspositionResultList is for the scenario VideoTranslation alone.");
  return word.checked();
}

}  // namespace

Field hotwords_field() {
  return field::list(
      "Hotwords",
      {field::text("Language", "zh or en; any where UsageScenario is VideoTranslation"),
       field::text("Text", "15 characters or 10 English words at most"),
       field::list("TranspositionResultList", {field::text("TargetLanguage"), field::text("TranslatedText")},
                   "for VideoTranslation"),
       field::integer("Weight", "-6 to 5")},
      "300 at most");
}

std::string scenario_in(Reader& in) {
  return in.choice("UsageScenario", {"ASR", "StructuredMediaAssets", "VideoTranslation"});
}

Result<std::string> hotwords_in(const Json& parameters, std::string_view scenario) {
  const auto hotwords = parameters.value("Hotwords", Json::array());
  if (hotwords.empty()) return fail(ErrorKind::kUsage, "Hotwords must name at least one word.");
  if (hotwords.size() > kMostHotwords)
    return fail(ErrorKind::kUsage, fmt::format("Hotwords may name {} words at most; these are {}.",
                                               kMostHotwords, hotwords.size()));
  std::size_t number = 0;
  for (const auto& hotword : hotwords) {
    ++number;
    if (const auto good = check(hotword, scenario == "VideoTranslation"); !good)
      return fail(ErrorKind::kUsage, fmt::format("Hotwords.{}: {}", number, good.error().client.text));
  }
  return results::dump(hotwords);
}

}  // namespace smarttag::api::hotwords
