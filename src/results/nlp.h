// Result type NLP: what was said, and notes of it. Times in milliseconds from the start of the sound. Each
// part is there when nlpParams asks for it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/json.h"

namespace smarttag::results {

struct Nlp {
  static constexpr std::string_view kType = "NLP";
  struct Word {
    long id = 0;
    long sentence_id = 0;
    long start = 0;
    long end = 0;
    std::string text;
  };
  struct Paragraph {
    std::string paragraph_id;
    std::string speaker_id;
    std::vector<Word> words;
  };
  struct Chapter {
    long id = 0;
    long start = 0;
    long end = 0;
    std::string headline;
    std::string summary;
  };
  struct SpeakerSummary {
    std::string speaker_id;
    std::string speaker_name;
    std::string summary;
  };
  struct Answer {
    std::string question;
    std::vector<long> question_sentences;
    std::string answer;
    std::vector<long> answer_sentences;
  };
  struct Topic {
    std::string title;
    std::vector<Topic> topics;
  };
  struct Summarization {  // a part that was not asked for is empty, and missing in the JSON
    std::optional<std::string> paragraph;
    std::optional<std::vector<SpeakerSummary>> conversational;
    std::optional<std::vector<Answer>> answers;
    std::optional<std::vector<Topic>> mind_map;
  };
  struct Excerpt {  // a key sentence or an action
    long id = 0;
    long sentence_id = 0;
    long start = 0;
    long end = 0;
    std::string text;
  };
  struct Assistance {
    std::vector<std::string> keywords;
    std::vector<Excerpt> key_sentences;
    std::vector<Excerpt> actions;
    double interview = 0;  // the three sum to 1
    double lecture = 0;
    double meeting = 0;
  };

  struct TranslatedSentence {
    long sentence_id = 0;
    long start = 0;
    long end = 0;
    std::string text;
  };
  struct TranslatedParagraph {
    std::string paragraph_id;  // of the transcription
    std::vector<TranslatedSentence> sentences;
  };

  std::optional<std::vector<Paragraph>> transcription;
  std::optional<std::vector<Chapter>> chapters;
  std::optional<Summarization> summarization;
  std::optional<Assistance> assistance;
  std::optional<std::vector<TranslatedParagraph>> translation;
};

void to_json(Json& json, const Nlp& nlp);

}  // namespace smarttag::results
