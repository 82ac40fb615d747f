// Builds the result NLP from a talk and its notes.
#pragma once

#include "base/error.h"
#include "language/notes/notes.h"
#include "results/nlp.h"

namespace smarttag::tagging {

// What nlpParams asks for: each part of the result, and of the summarization its types.
struct NlpParts {
  bool transcription = true;
  bool chapters = true;
  bool assistance = true;
  bool paragraph = true;       // summarizationTypes: Paragraph
  bool conversational = true;  // Conversational
  bool answers = true;         // QuestionsAnswering
  bool mind_map = true;        // MindMap

  [[nodiscard]] bool summarization() const { return paragraph || conversational || answers || mind_map; }
};

// A turn is a paragraph. Speakers without a name count as one, "1". An action is led by who is to do it,
// where the sentence does not say so.
results::Nlp build_nlp(const language::Talk& talk, const language::Notes& notes, const NlpParts& parts);

}  // namespace smarttag::tagging
