// Builds the result NLP from a talk and its notes.
#pragma once

#include "language/notes/notes.h"
#include "language/writing/write_notes.h"
#include "results/nlp.h"
#include "tagging/building/language/nlp_params.h"

namespace smarttag::tagging {

// A turn is a paragraph. Speakers without a name count as one, "1". An action is led by who is to do it,
// where the sentence does not say so.
results::Nlp build_nlp(const language::Talk& talk, const language::Notes& notes, const NlpParts& parts);

// Sentences of a translation, with the ids and times of the talk's.
std::vector<results::Nlp::TranslatedParagraph> build_translation(
    const language::Talk& talk, const std::vector<language::TranslatedSentence>& sentences);

}  // namespace smarttag::tagging
