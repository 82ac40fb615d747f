#include "speech/whisper/language.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace smarttag::speech {
namespace {

constexpr float kFloor = -7.0F;      // no piece rules a language out for good
constexpr double kFullWeight = 2.0;  // seconds of speech that are believed wholly; shorter pieces less
constexpr double kLeastWeight = 0.25;
constexpr double kPriorWeight = 0.3;

// Hours of sound that Whisper was trained on, where more than 200 (Radford et al. 2022, appendix E).
constexpr std::array<std::pair<std::string_view, double>, 27> kHours{
    {{"en", 438218}, {"zh", 23446}, {"de", 13344}, {"es", 11100}, {"ru", 9761}, {"fr", 9752}, {"pt", 8573},
     {"ko", 7993},   {"ja", 7054},  {"tr", 4333},  {"pl", 4278},  {"it", 2585}, {"sv", 2119}, {"nl", 2077},
     {"ca", 1883},   {"fi", 1066},  {"id", 1014},  {"ar", 739},   {"uk", 697},  {"vi", 691},  {"he", 688},
     {"el", 529},    {"da", 473},   {"ms", 382},   {"hu", 379},   {"ro", 356},  {"th", 226}}};
constexpr double kFewHours = 50;

float evidence(const LanguageEvidence& piece, std::size_t language) {
  const double weight = std::clamp(piece.seconds / kFullWeight, kLeastWeight, 1.0);
  return static_cast<float>(weight) * std::max(piece.log_probabilities[language], kFloor);
}

}  // namespace

std::vector<float> log_probabilities(std::span<const float> logits) {
  const float best = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (const float x : logits) sum += std::exp(static_cast<double>(x - best));
  std::vector<float> result(logits.begin(), logits.end());
  for (float& x : result) x = (x - best) - static_cast<float>(std::log(sum));
  return result;
}

std::vector<float> language_priors(std::span<const std::string> codes) {
  std::vector<float> priors;
  for (const std::string& code : codes) {
    double hours = kFewHours;
    for (const auto& [known, of_known] : kHours)
      if (known == code) hours = of_known;
    priors.push_back(static_cast<float>(kPriorWeight * std::log(hours / kHours.front().second)));
  }
  return priors;
}

std::vector<int> most_probable_languages(std::span<const LanguageEvidence> pieces,
                                         std::span<const float> priors, int before, float change) {
  if (pieces.empty()) return {};
  const std::size_t count = priors.size();
  std::vector<float> score(priors.begin(), priors.end());
  if (before >= 0) {
    for (float& s : score) s -= change;
    score[static_cast<std::size_t>(before)] = 0;
  }
  std::vector<std::vector<int>> came_from;
  for (const auto& piece : pieces) {
    const auto best = static_cast<int>(std::max_element(score.begin(), score.end()) - score.begin());
    const float changed = score[static_cast<std::size_t>(best)] - change;
    std::vector<int> from(count);
    for (std::size_t l = 0; l < count; ++l) {
      const bool changes = !came_from.empty() && changed + priors[l] > score[l];
      from[l] = changes ? best : static_cast<int>(l);
      score[l] = (changes ? changed + priors[l] : score[l]) + evidence(piece, l);
    }
    came_from.push_back(std::move(from));
  }
  std::vector<int> result(pieces.size());
  int language = static_cast<int>(std::max_element(score.begin(), score.end()) - score.begin());
  for (std::size_t i = pieces.size(); i-- > 0;) {
    result[i] = language;
    language = came_from[i][static_cast<std::size_t>(language)];
  }
  return result;
}

std::vector<LanguageRun> runs_of(std::span<const int> languages) {
  std::vector<LanguageRun> runs;
  for (std::size_t i = 0; i < languages.size(); ++i) {
    if (runs.empty() || runs.back().language != languages[i]) runs.push_back({i, i, languages[i]});
    runs.back().last = i;
  }
  return runs;
}

double evidence_for(std::span<const LanguageEvidence> pieces, const LanguageRun& run) {
  double sum = 0;
  double seconds = 0;
  for (std::size_t i = run.first; i <= run.last; ++i) {
    sum += pieces[i].seconds * pieces[i].log_probabilities[static_cast<std::size_t>(run.language)];
    seconds += pieces[i].seconds;
  }
  return seconds > 0 ? sum / seconds : 0;
}

}  // namespace smarttag::speech
