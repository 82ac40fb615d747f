#include "tagging/building/language/build_language.h"

#include <algorithm>

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

#include "language/labels/text_labels.h"
#include "tagging/building/language/build_nlp.h"
#include "tagging/speaking/speakers.h"
#include "tagging/texts/material_texts.h"
#include "tagging/texts/spoken_transcript.h"

namespace smarttag::tagging {
namespace {

// Values that hold a comma would read as two.
std::string joined(const std::vector<std::string>& values) {
  std::string out;
  for (auto value : values) {
    std::replace(value.begin(), value.end(), ',', ' ');
    out += (out.empty() ? "" : ",") + value;
  }
  return out;
}

// Into the log, and into what is kept and shown.
void tell_method(const Material& material, const std::string& method) {
  spdlog::info("{}", method);
  if (material.methods != nullptr) material.methods->push_back(method);
}

std::string method_of(const language::Written& written, const language::LanguageModel& model) {
  std::string method = "NLP: extracted from what was said.";
  if (written.summary || written.headlines > 0)
    method = fmt::format("NLP: summary by {}, {} headlines by {}.",
                         written.summary ? model.name() : "extraction", written.headlines, model.name());
  return written.failure.empty() ? method : method + " The language model gave up: " + written.failure;
}

// Nothing where there is no model or it gave up: there is no other way to make a translation.
Result<std::optional<std::vector<results::Nlp::TranslatedParagraph>>> translated_talk(
    const language::Talk& talk, const NlpParams& params, language::LanguageModel* model) {
  using Translation = std::optional<std::vector<results::Nlp::TranslatedParagraph>>;
  if (model == nullptr) {
    spdlog::warn("the translation is left out: there is no language model");
    return Translation();
  }
  const auto names = gazetteer();
  if (!names) return tl::unexpected(names.error());
  const std::string target = !params.targets.empty() ? params.targets.front() : talk.chinese() ? "en" : "zh";
  const auto sentences = language::translate(talk, target, **names, *model);
  if (sentences) return Translation(build_translation(talk, *sentences));
  spdlog::warn("the translation is left out: {} {}", sentences.error().client.text,
               sentences.error().log.text);
  return Translation();
}

}  // namespace

Result<results::Nlp> build_nlp_result(const Material& material) {
  const auto speech = spoken_facts(material);
  if (!speech) return tl::unexpected(speech.error());
  const auto words = vocabulary();
  if (!words) return tl::unexpected(words.error());
  const auto params = material.spec.nlp.value_or(NlpParams{});
  const auto shots = material.facts.all<facts::Shot>();
  if (!shots) return tl::unexpected(shots.error());
  auto transcript = spoken_transcript(*speech, material.language());
  transcript.cuts = cuts_of(*shots);
  const auto talk = language::make_talk(std::move(transcript), *words);
  auto notes = language::make_notes(talk);
  const bool spoken = !talk.sentences().empty();
  if (spoken && material.model != nullptr)
    tell_method(material, method_of(language::write_notes(notes, talk, *material.model,
                                                          {params.parts.paragraph, params.parts.chapters,
                                                           params.parts.assistance}),
                                    *material.model));
  else if (spoken)
    tell_method(material, "NLP: extracted from what was said, without a language model.");
  auto nlp = build_nlp(talk, notes, params.parts);
  if (params.parts.translation) {
    auto translated = translated_talk(talk, params, material.model);
    if (!translated) return tl::unexpected(std::move(translated).error());
    nlp.translation = std::move(*translated);
  }
  return nlp;
}

Result<results::TextLabel> build_text_label(const Material& material) {
  const auto texts = texts_of(material);
  if (!texts) return tl::unexpected(texts.error());
  const auto names = gazetteer();
  if (!names) return tl::unexpected(names.error());
  const auto labels = language::text_labels(texts->spoken, texts->shown, **names, texts->language_of_names());
  const auto& asked = material.spec.keywords;
  results::TextLabel out;
  const std::pair<const char*, const std::vector<std::string>&> kinds[] = {
      {"Region", labels.regions},
      {"Organization", labels.organisations},
      {"Brand", labels.brands},
      {"Keyword", labels.keywords}};
  for (const auto& [name, values] : kinds)
    if (!values.empty() && (asked.empty() || std::find(asked.begin(), asked.end(), name) != asked.end()))
      out.tags.push_back({name, joined(values)});
  return out;
}

}  // namespace smarttag::tagging
