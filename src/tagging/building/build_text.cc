#include "tagging/building/build_text.h"

#include <algorithm>
#include <utility>

#include "language/text/unicode.h"
#include "speech/writing/subtitles.h"
#include "tagging/speaking/speakers.h"

namespace smarttag::tagging {
namespace {

bool spoken_in(const std::vector<TimedFact>& speech, std::string_view language) {
  return std::any_of(speech.begin(), speech.end(),
                     [&](const TimedFact& f) { return std::get<facts::Speech>(f.of).language == language; });
}

// `start` is the name of the files up to their ending.
Subtitles subtitles_of(const std::vector<TimedFact>& spoken, const std::string& start) {
  using speech::SubtitleLanguage;
  Subtitles made;
  auto& urls = made.result.details.emplace_back();
  const auto add = [&](const char* ending, std::string content) {
    made.files.push_back({start + ending, std::move(content)});
    return made.files.back().name;
  };
  urls.all_result_url = add(".srt", speech::srt(spoken, SubtitleLanguage::kAll));
  add(".vtt", speech::webvtt(spoken, SubtitleLanguage::kAll));
  if (spoken_in(spoken, "zh"))
    urls.ch_result_url = add(".zh.srt", speech::srt(spoken, SubtitleLanguage::kChinese));
  if (spoken_in(spoken, "en"))
    urls.eng_result_url = add(".en.srt", speech::srt(spoken, SubtitleLanguage::kEnglish));
  return made;
}

Result<void> write_whole(Output& output, Artefact what, std::string name, std::string_view text) {
  output.begin(what, std::move(name));
  if (auto done = output.write(text); !done) return done;
  return output.end();
}

}  // namespace

Result<results::Asr> build_asr(const Material& material) {
  const auto speech = spoken_facts(material);
  if (!speech) return tl::unexpected(speech.error());
  results::Asr asr;
  SpeakerNumbers speakers;
  const bool several = several_channels(*speech);
  for (const auto& fact : *speech) {
    const auto& said = std::get<facts::Speech>(fact.of);
    asr.details.push_back({fact.from, fact.to, said.text, speakers.of(said.speaker),
                           several ? said.channel + 1 : 0, said.sung});
  }
  return asr;
}

Result<results::Meta> build_meta(const Material& material) {
  for (const std::string* title : {&material.spec.title, &material.media.title})
    if (!title->empty()) return results::Meta{*title};
  return results::Meta{material.spec.file_name};
}

Result<void> write_subtitles(const Material& material, Output& output) {
  const auto spoken = material.facts.all<facts::Speech>();
  if (!spoken) return tl::unexpected(spoken.error());
  const auto subtitles = subtitles_of(*spoken, "subtitles");
  if (auto done = write_whole(output, Artefact::kResult, std::string(results::Subtitle::kType),
                              results::dump(results::Json(subtitles.result)));
      !done)
    return done;
  for (const auto& file : subtitles.files)
    if (auto done = write_whole(output, Artefact::kFile, file.name, file.content); !done) return done;
  return {};
}

Subtitles corrected_subtitles(const results::Asr& asr, const results::Subtitle& before,
                              const std::string& mark) {
  constexpr double kMostlyHan = 0.5;
  const bool had_english = std::any_of(before.details.begin(), before.details.end(),
                                       [](const auto& detail) { return !detail.eng_result_url.empty(); });
  std::vector<TimedFact> spoken;
  for (const auto& detail : asr.details) {
    facts::Speech speech;
    speech.text = detail.content;
    speech.sung = detail.singing;
    if (language::han_share(detail.content) >= kMostlyHan)
      speech.language = "zh";
    else if (had_english)
      speech.language = "en";
    TimedFact fact;
    fact.from = detail.from;
    fact.to = detail.to;
    fact.of = std::move(speech);
    spoken.push_back(std::move(fact));
  }
  std::stable_sort(spoken.begin(), spoken.end(),
                   [](const TimedFact& a, const TimedFact& b) { return a.from < b.from; });
  return subtitles_of(spoken, "subtitles." + mark);
}

}  // namespace smarttag::tagging
