#include "tagging/texts/material_texts.h"

#include <set>

#include "base/paths.h"
#include "language/labels/text_labels.h"
#include "tagging/texts/spoken_transcript.h"

namespace smarttag::tagging {
namespace {

language::Transcript shown_lines(const std::string& title, const std::vector<TimedFact>& lines) {
  language::TranscriptBuilder builder;
  std::set<std::string_view> told{title};
  if (!title.empty()) builder.sentence(title, 0, 0);
  for (const auto& line : lines)
    if (told.insert(what(line)).second) builder.sentence(what(line), line.from, line.to);
  return builder.finish();
}

// The title that somebody gave; the name of a file tells little, and what it tells is often wrong.
const std::string& title_of(const Material& material) {
  const auto& given = material.spec.title;
  const auto dot = given.rfind('.');
  const bool of_a_file =
      dot != std::string::npos && given.size() - dot <= 5 && given.find(' ', dot) == std::string::npos;
  return given.empty() || of_a_file ? material.media.title : given;
}

}  // namespace

bool Texts::chinese() const {
  if (!forced.empty()) return forced == "zh";
  return spoken.sentences().empty() ? shown.chinese() : spoken.chinese();
}

std::string Texts::language_of_names() const {
  return forced.empty() ? language::main_language(spoken, shown) : forced;
}

Result<std::shared_ptr<const language::Vocabulary>> vocabulary() {
  static const auto kVocabulary = language::Vocabulary::load(home_folder() / "data");
  return kVocabulary;
}

Result<std::shared_ptr<const language::Gazetteer>> gazetteer() {
  static const auto kGazetteer = []() -> Result<std::shared_ptr<const language::Gazetteer>> {
    const auto words = vocabulary();
    if (!words) return tl::unexpected(words.error());
    return language::Gazetteer::load(home_folder() / "data", **words);
  }();
  return kGazetteer;
}

Result<Texts> texts_of(const Material& material) {
  const auto speech = material.facts.all<facts::Speech>();
  if (!speech) return tl::unexpected(speech.error());
  const auto lines = material.facts.all<facts::TextLine>();
  if (!lines) return tl::unexpected(lines.error());
  const auto words = vocabulary();
  if (!words) return tl::unexpected(words.error());
  return Texts{language::make_talk(spoken_transcript(*speech, {}), *words),
               language::make_talk(shown_lines(title_of(material), *lines), *words), material.language()};
}

}  // namespace smarttag::tagging
