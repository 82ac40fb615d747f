#include "tagging/building/language/build_nlp.h"

#include <cmath>
#include <map>

namespace smarttag::tagging {
namespace {

using results::Nlp;

long milliseconds(double seconds) { return std::lround(seconds * 1000); }

// Speakers in order of their first words: their numbers.
class SpeakerIds {
 public:
  explicit SpeakerIds(const language::Transcript& transcript) {
    for (const auto& turn : transcript.turns)
      if (turn.first < turn.last) ids_.emplace(turn.speaker, std::to_string(ids_.size() + 1));
  }
  [[nodiscard]] std::string of(const std::string& speaker) const {
    const auto found = ids_.find(speaker);
    return found == ids_.end() ? "1" : found->second;
  }

 private:
  std::map<std::string, std::string> ids_;
};

// The words of a sentence: those heard, else those of its text with their share of its time.
std::vector<Nlp::Word> words_of(const language::Talk& talk, std::size_t s, long& next_id) {
  const auto& sentence = talk.sentences()[s];
  std::vector<Nlp::Word> out;
  if (!sentence.words.empty()) {
    for (const auto& word : sentence.words)
      out.push_back({next_id++, sentence.id, milliseconds(word.from), milliseconds(word.to), word.text});
    return out;
  }
  // A mark belongs to the word before it; space does not belong to any.
  const auto& tokens = talk.tokens[s];
  const auto size = static_cast<double>(sentence.text.size());
  const auto at = [&](std::size_t byte) {
    return milliseconds(sentence.from + (sentence.to - sentence.from) * static_cast<double>(byte) / size);
  };
  if (tokens.empty()) return {{next_id++, sentence.id, at(0), at(sentence.text.size()), sentence.text}};
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto begin = i == 0 ? 0 : tokens[i].begin;
    const auto end = i + 1 < tokens.size() ? tokens[i + 1].begin : sentence.text.size();
    auto text = sentence.text.substr(begin, end - begin);
    while (!text.empty() && text.back() == ' ') text.pop_back();
    out.push_back({next_id++, sentence.id, at(begin), at(end), std::move(text)});
  }
  return out;
}

std::vector<Nlp::Paragraph> paragraphs_of(const language::Talk& talk, const SpeakerIds& ids) {
  std::vector<Nlp::Paragraph> out;
  long word = 1;
  for (const auto& turn : talk.transcript.turns) {
    if (turn.first == turn.last) continue;
    Nlp::Paragraph paragraph{std::to_string(out.size() + 1), ids.of(turn.speaker), {}};
    for (auto s = turn.first; s < turn.last; ++s) {
      auto words = words_of(talk, s, word);
      paragraph.words.insert(paragraph.words.end(), words.begin(), words.end());
    }
    out.push_back(std::move(paragraph));
  }
  return out;
}

std::vector<Nlp::Chapter> chapters_of(const language::Talk& talk, const language::Notes& notes) {
  std::vector<Nlp::Chapter> out;
  const auto& sentences = talk.sentences();
  for (const auto& chapter : notes.chapters) {
    const double end = chapter.last < sentences.size() ? sentences[chapter.last].from : sentences.back().to;
    out.push_back({static_cast<long>(out.size()) + 1, milliseconds(sentences[chapter.first].from),
                   milliseconds(end), chapter.headline, chapter.summary});
  }
  return out;
}

std::vector<Nlp::Topic> topics_of(const std::vector<language::Topic>& topics) {
  std::vector<Nlp::Topic> out;
  for (const auto& topic : topics) out.push_back({topic.title, topics_of(topic.topics)});
  return out;
}

std::vector<long> ids_of(const language::Talk& talk, const std::vector<std::size_t>& sentences) {
  std::vector<long> out;
  for (const auto s : sentences) out.push_back(talk.sentences()[s].id);
  return out;
}

Nlp::Summarization summarization_of(const language::Talk& talk, const language::Notes& notes,
                                    const SpeakerIds& ids, const NlpParts& parts) {
  Nlp::Summarization out;
  if (parts.paragraph) out.paragraph = notes.summary;
  if (parts.conversational) {
    out.conversational.emplace();
    for (const auto& speaker : notes.speakers)
      out.conversational->push_back({ids.of(speaker.speaker), speaker.speaker, speaker.summary});
  }
  if (parts.answers) {
    out.answers.emplace();
    for (const auto& pair : notes.questions)
      out.answers->push_back(
          {pair.question_text, ids_of(talk, pair.question), pair.answer_text, ids_of(talk, pair.answer)});
  }
  if (parts.mind_map) out.mind_map = topics_of(notes.mind_map);
  return out;
}

Nlp::Assistance assistance_of(const language::Talk& talk, const language::Notes& notes) {
  Nlp::Assistance out;
  const auto excerpt = [&](std::size_t s, std::string text, std::size_t number) -> Nlp::Excerpt {
    const auto& sentence = talk.sentences()[s];
    return {static_cast<long>(number) + 1, sentence.id, milliseconds(sentence.from),
            milliseconds(sentence.to), std::move(text)};
  };
  for (const auto& keyword : notes.keywords) out.keywords.push_back(keyword.text);
  for (const auto s : notes.key_sentences)
    out.key_sentences.push_back(excerpt(s, talk.sentences()[s].text, out.key_sentences.size()));
  for (const auto& action : notes.actions) {
    const bool named = action.who.empty() || action.what.find(action.who) != std::string::npos;
    out.actions.push_back(
        excerpt(action.sentence, named ? action.what : action.who + ": " + action.what, out.actions.size()));
  }
  out.interview = notes.scene.interview;
  out.lecture = notes.scene.lecture;
  out.meeting = notes.scene.meeting;
  return out;
}

}  // namespace

std::vector<Nlp::TranslatedParagraph> build_translation(
    const language::Talk& talk, const std::vector<language::TranslatedSentence>& sentences) {
  std::vector<Nlp::TranslatedParagraph> out;
  for (const auto& turn : talk.transcript.turns) {
    if (turn.first == turn.last) continue;
    Nlp::TranslatedParagraph paragraph{std::to_string(out.size() + 1), {}};
    for (const auto& translated : sentences) {
      if (translated.sentence < turn.first || translated.sentence >= turn.last) continue;
      const auto& sentence = talk.sentences()[translated.sentence];
      paragraph.sentences.push_back(
          {sentence.id, milliseconds(sentence.from), milliseconds(sentence.to), translated.text});
    }
    out.push_back(std::move(paragraph));
  }
  return out;
}

results::Nlp build_nlp(const language::Talk& talk, const language::Notes& notes, const NlpParts& parts) {
  const SpeakerIds ids(talk.transcript);
  Nlp out;
  if (parts.transcription) out.transcription = paragraphs_of(talk, ids);
  if (parts.chapters) out.chapters = chapters_of(talk, notes);
  if (parts.summarization()) out.summarization = summarization_of(talk, notes, ids, parts);
  if (parts.assistance) out.assistance = assistance_of(talk, notes);
  return out;
}

}  // namespace smarttag::tagging
