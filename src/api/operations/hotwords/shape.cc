#include "api/operations/hotwords/shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "api/operations/reading/fields.h"

namespace smarttag::api::hotwords {
namespace {

using results::Json;

// Limits of the API.
constexpr std::size_t kMostMixedCharacters = 15;
constexpr std::ptrdiff_t kMostEnglishWords = 10;
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

Result<void> check(const Json& hotword, bool translated) {
  Reader word(hotword);
  if (!word.has("Text"))
    word.fault("Text is mandatory.");
  else if (word.text("Text").find_first_not_of(" \t\r\n") == std::string::npos)
    word.fault("Text must hold a word.");
  word.sent_integer("Weight", kLeastWeight, kMostWeight);
  if (translated) return word.checked();
  check_spoken(word);
  // The official SDK for Python sends an empty list with every word.
  if (!hotword.value("TranspositionResultList", Json::array()).empty())
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
  std::size_t number = 0;
  for (const auto& hotword : hotwords) {
    ++number;
    if (const auto good = check(hotword, scenario == "VideoTranslation"); !good)
      return fail(ErrorKind::kUsage, fmt::format("Hotwords.{}: {}", number, good.error().client.text));
  }
  return results::dump(hotwords);
}

}  // namespace smarttag::api::hotwords
