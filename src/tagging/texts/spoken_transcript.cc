#include "tagging/texts/spoken_transcript.h"

#include <algorithm>

#include "language/text/sentences.h"

namespace smarttag::tagging {
namespace {

constexpr double kPause = 1.5;  // seconds

std::size_t size_without_space(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c != ' '; }));
}

// A segment's sentences with the words that were heard in them: words follow the text, space aside.
void add_with_words(const facts::Speech& speech, language::TranscriptBuilder& builder) {
  std::size_t next = 0;
  std::size_t given = 0;  // bytes of words so far
  std::size_t wanted = 0;
  for (auto& sentence : language::sentences_of(speech.text)) {
    wanted += size_without_space(sentence);
    std::vector<language::Word> words;
    while (next < speech.words.size() && given < wanted) {
      const auto& word = speech.words[next++];
      given += size_without_space(word.text);
      const auto first = word.text.find_first_not_of(' ');
      if (first == std::string::npos) continue;
      words.push_back(
          {word.text.substr(first, word.text.find_last_not_of(' ') + 1 - first), word.from, word.to});
    }
    if (words.empty()) continue;  // its text stands in the words of the sentence before
    const double from = words.front().from;
    const double to = words.back().to;
    builder.sentence(std::move(sentence), from, to, std::move(words));
  }
}

}  // namespace

language::Transcript spoken_transcript(const std::vector<TimedFact>& facts, std::string language) {
  std::vector<const TimedFact*> spoken;
  for (const auto& fact : facts)
    if (fact.as<facts::Speech>() != nullptr) spoken.push_back(&fact);
  std::stable_sort(spoken.begin(), spoken.end(),
                   [](const auto* a, const auto* b) { return a->from < b->from; });
  language::TranscriptBuilder builder;
  std::string speaker;
  double end = 0;
  bool first = true;
  for (const auto* fact : spoken) {
    const auto& speech = *fact->as<facts::Speech>();
    if (first || speech.speaker != speaker || fact->from - end > kPause) builder.turn(speech.speaker);
    first = false;
    speaker = speech.speaker;
    end = std::max(end, fact->to);
    if (speech.words.empty()) {
      builder.text(speech.text, fact->from, fact->to);
    } else {
      add_with_words(speech, builder);
    }
  }
  return builder.finish(std::move(language));
}

std::vector<double> cuts_of(const std::vector<TimedFact>& facts) {
  std::vector<double> cuts;
  for (const auto& fact : facts)
    if (const auto* shot = fact.as<facts::Shot>(); shot != nullptr && !shot->begins.empty())
      cuts.push_back(fact.from);
  std::sort(cuts.begin(), cuts.end());
  return cuts;
}

}  // namespace smarttag::tagging
