#include "tagging/building/language/build_language.h"

#include <algorithm>
#include <set>

#include "base/paths.h"
#include "language/labels/text_labels.h"
#include "tagging/building/language/build_nlp.h"
#include "tagging/building/language/spoken_transcript.h"
#include "tagging/speaking/speakers.h"

namespace smarttag::tagging {
namespace {

// The lines on screen, each text once, in order of time.
language::Transcript shown_lines(const std::string& title, const std::vector<TimedFact>& lines) {
  language::TranscriptBuilder builder;
  std::set<std::string_view> told{title};
  builder.sentence(title);
  for (const auto& line : lines)
    if (told.insert(what(line)).second) builder.sentence(what(line));
  return builder.finish();
}

// Values that hold a comma would read as two.
std::string joined(const std::vector<std::string>& values) {
  std::string out;
  for (auto value : values) {
    std::replace(value.begin(), value.end(), ',', ' ');
    out += (out.empty() ? "" : ",") + value;
  }
  return out;
}

}  // namespace

Result<results::Nlp> build_nlp_result(const Material& material) {
  const auto speech = spoken_facts(material);
  if (!speech) return tl::unexpected(speech.error());
  const auto vocabulary = language::Vocabulary::load(home_folder() / "data");
  if (!vocabulary) return tl::unexpected(vocabulary.error());
  const auto params = material.spec.nlp.value_or(NlpParams{});
  const auto talk = language::make_talk(spoken_transcript(*speech, params.language), *vocabulary);
  return build_nlp(talk, language::make_notes(talk), params.parts);
}

Result<results::TextLabel> build_text_label(const Material& material) {
  const auto speech = material.facts.all<facts::Speech>();
  if (!speech) return tl::unexpected(speech.error());
  const auto lines = material.facts.all<facts::TextLine>();
  if (!lines) return tl::unexpected(lines.error());
  const auto data = home_folder() / "data";
  const auto vocabulary = language::Vocabulary::load(data);
  if (!vocabulary) return tl::unexpected(vocabulary.error());
  const auto gazetteer = language::Gazetteer::load(data, **vocabulary);
  if (!gazetteer) return tl::unexpected(gazetteer.error());
  const auto labels = language::text_labels(
      language::make_talk(spoken_transcript(*speech, {}), *vocabulary),
      language::make_talk(shown_lines(material.media.title, *lines), *vocabulary), **gazetteer);
  results::TextLabel out;
  const std::pair<const char*, const std::vector<std::string>&> kinds[] = {
      {"Region", labels.regions},
      {"Organization", labels.organisations},
      {"Brand", labels.brands},
      {"Keyword", labels.keywords}};
  for (const auto& [name, values] : kinds)
    if (!values.empty()) out.tags.push_back({name, joined(values)});
  return out;
}

}  // namespace smarttag::tagging
