#include "results/nlp.h"

namespace smarttag::results {
namespace {

Json array_of(const auto& items, auto one) {
  auto array = Json::array();
  for (const auto& item : items) array.push_back(one(item));
  return array;
}

Json topic_json(const Nlp::Topic& topic) {
  return {{"title", topic.title}, {"topic", array_of(topic.topics, topic_json)}};
}

Json excerpt_json(const Nlp::Excerpt& e) {
  return {{"id", e.id}, {"sentenceId", e.sentence_id}, {"start", e.start}, {"end", e.end}, {"text", e.text}};
}

Json paragraph_json(const Nlp::Paragraph& paragraph) {
  const auto word = [](const Nlp::Word& w) -> Json {
    return {
        {"id", w.id}, {"sentenceId", w.sentence_id}, {"start", w.start}, {"end", w.end}, {"text", w.text}};
  };
  return {{"paragraphId", paragraph.paragraph_id},
          {"speakerId", paragraph.speaker_id},
          {"words", array_of(paragraph.words, word)}};
}

Json chapter_json(const Nlp::Chapter& c) {
  return {{"id", c.id}, {"start", c.start}, {"end", c.end}, {"headline", c.headline}, {"summary", c.summary}};
}

Json summarization_json(const Nlp::Summarization& summarization) {
  auto json = Json::object();
  if (summarization.paragraph) json["paragraphSummary"] = *summarization.paragraph;
  if (summarization.conversational)
    json["conversationalSummary"] = array_of(*summarization.conversational, [](const auto& s) -> Json {
      return {{"speakerId", s.speaker_id}, {"speakerName", s.speaker_name}, {"summary", s.summary}};
    });
  if (summarization.answers)
    json["questionsAnsweringSummary"] = array_of(*summarization.answers, [](const auto& a) -> Json {
      return {{"question", a.question},
              {"sentenceIdsOfQuestion", a.question_sentences},
              {"answer", a.answer},
              {"sentenceIdsOfAnswer", a.answer_sentences}};
    });
  if (summarization.mind_map) json["mindMapSummary"] = array_of(*summarization.mind_map, topic_json);
  return json;
}

Json translated_json(const Nlp::TranslatedParagraph& paragraph) {
  const auto sentence = [](const Nlp::TranslatedSentence& s) -> Json {
    return {{"sentenceId", s.sentence_id}, {"start", s.start}, {"end", s.end}, {"text", s.text}};
  };
  return {{"paragraphId", paragraph.paragraph_id}, {"sentences", array_of(paragraph.sentences, sentence)}};
}

}  // namespace

void to_json(Json& json, const Nlp& nlp) {
  json = Json::object();
  if (nlp.transcription)
    json["transcription"] = {{"paragraphs", array_of(*nlp.transcription, paragraph_json)}};
  if (nlp.chapters) json["autoChapters"] = array_of(*nlp.chapters, chapter_json);
  if (nlp.summarization) json["summarization"] = summarization_json(*nlp.summarization);
  if (nlp.translation) json["translation"] = {{"paragraphs", array_of(*nlp.translation, translated_json)}};
  if (nlp.assistance) {
    const auto& a = *nlp.assistance;
    json["meetingAssistance"] = {
        {"keywords", a.keywords},
        {"keySentences", array_of(a.key_sentences, excerpt_json)},
        {"actions", array_of(a.actions, excerpt_json)},
        {"classifications",
         {{"interview", score(a.interview)}, {"lecture", score(a.lecture)}, {"meeting", score(a.meeting)}}}};
  }
}

}  // namespace smarttag::results
