#include "tagging/building/build_text.h"

#include <algorithm>

#include "speech/writing/subtitles.h"

namespace smarttag::tagging {
namespace {

constexpr const char* kAllSubtitles = "subtitles.srt";
constexpr const char* kWebSubtitles = "subtitles.vtt";
constexpr const char* kChineseSubtitles = "subtitles.zh.srt";
constexpr const char* kEnglishSubtitles = "subtitles.en.srt";

bool spoken_in(const std::vector<TimedFact>& speech, std::string_view language) {
  return std::any_of(speech.begin(), speech.end(),
                     [&](const TimedFact& f) { return std::get<facts::Speech>(f.of).language == language; });
}

Result<void> write_whole(Output& output, Artefact what, std::string name, std::string_view text) {
  output.begin(what, std::move(name));
  if (auto done = output.write(text); !done) return done;
  return output.end();
}

}  // namespace

Result<results::Asr> build_asr(const Material& material) {
  const auto speech = material.facts.all<facts::Speech>();
  if (!speech) return tl::unexpected(speech.error());
  results::Asr asr;
  for (const auto& fact : *speech)
    asr.details.push_back({fact.from, fact.to, std::get<facts::Speech>(fact.of).text});
  return asr;
}

Result<results::Meta> build_meta(const Material& material) {
  return results::Meta{material.spec.title.empty() ? material.media.title : material.spec.title};
}

Result<void> write_subtitles(const Material& material, Output& output) {
  using speech::SubtitleLanguage;
  const auto spoken = material.facts.all<facts::Speech>();
  if (!spoken) return tl::unexpected(spoken.error());
  const bool chinese = spoken_in(*spoken, "zh"), english = spoken_in(*spoken, "en");
  const results::Subtitle subtitle{
      {{kAllSubtitles, chinese ? kChineseSubtitles : "", english ? kEnglishSubtitles : ""}}};
  if (auto done = write_whole(output, Artefact::kResult, std::string(results::Subtitle::kType),
                              results::dump(results::Json(subtitle)));
      !done)
    return done;
  const auto write_file = [&](const char* name, const std::string& text) {
    return write_whole(output, Artefact::kFile, name, text);
  };
  if (auto done = write_file(kAllSubtitles, speech::srt(*spoken, SubtitleLanguage::kAll)); !done) return done;
  if (auto done = write_file(kWebSubtitles, speech::webvtt(*spoken, SubtitleLanguage::kAll)); !done)
    return done;
  if (chinese)
    if (auto done = write_file(kChineseSubtitles, speech::srt(*spoken, SubtitleLanguage::kChinese)); !done)
      return done;
  return english ? write_file(kEnglishSubtitles, speech::srt(*spoken, SubtitleLanguage::kEnglish))
                 : Result<void>{};
}

}  // namespace smarttag::tagging
