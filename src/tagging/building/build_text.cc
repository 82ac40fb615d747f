#include "tagging/building/build_text.h"

#include <algorithm>
#include <map>

#include "speech/writing/subtitles.h"

namespace smarttag::tagging {
namespace {

constexpr const char* kAllSubtitles = "subtitles.srt";
constexpr const char* kWebSubtitles = "subtitles.vtt";
constexpr const char* kChineseSubtitles = "subtitles.zh.srt";
constexpr const char* kEnglishSubtitles = "subtitles.en.srt";

bool spoken_in(const std::vector<TimedFact>& facts, std::string_view language) {
  return std::any_of(facts.begin(), facts.end(), [&](const TimedFact& f) {
    const auto* speech = f.as<facts::Speech>();
    return speech != nullptr && speech->language == language;
  });
}

}  // namespace

results::Asr build_asr(const Material& material) {
  results::Asr asr;
  for (const auto& fact : material.facts)
    if (const auto* speech = fact.as<facts::Speech>())
      asr.details.push_back({fact.from, fact.to, speech->text});
  return asr;
}

results::Ocr build_ocr(const Material& material) {
  std::map<double, std::vector<results::Ocr::Line>> by_time;
  for (const auto& fact : material.facts) {
    const auto* text = fact.as<facts::TextLine>();
    if (text == nullptr) continue;
    for (const auto& s : text->sightings)
      by_time[s.time].push_back({s.score, results::position_of(s.box), text->text});
  }
  results::Ocr ocr;
  for (auto& [time, lines] : by_time) {
    std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) {
      return a.position.left_top[1] < b.position.left_top[1];
    });
    ocr.details.push_back({time, std::move(lines)});
  }
  return ocr;
}

results::Meta build_meta(const Material& material) {
  return {material.spec.title.empty() ? material.media.title : material.spec.title};
}

std::vector<OutputFile> subtitle_files(const std::vector<TimedFact>& facts) {
  using speech::SubtitleLanguage;
  std::vector<OutputFile> files{{kAllSubtitles, speech::srt(facts, SubtitleLanguage::kAll)},
                                {kWebSubtitles, speech::webvtt(facts, SubtitleLanguage::kAll)}};
  if (spoken_in(facts, "zh"))
    files.push_back({kChineseSubtitles, speech::srt(facts, SubtitleLanguage::kChinese)});
  if (spoken_in(facts, "en"))
    files.push_back({kEnglishSubtitles, speech::srt(facts, SubtitleLanguage::kEnglish)});
  return files;
}

results::Subtitle build_subtitle(const Material& material) {
  return {{{kAllSubtitles, spoken_in(material.facts, "zh") ? kChineseSubtitles : "",
            spoken_in(material.facts, "en") ? kEnglishSubtitles : ""}}};
}

}  // namespace smarttag::tagging
