// Notes of a talk, made better by a language model: a summary, headlines, translations.
#pragma once

#include <string>
#include <vector>

#include "language/labels/gazetteer.h"
#include "language/model/language_model.h"
#include "language/notes/notes.h"

namespace smarttag::language {

// Which notes the model may write.
struct Wanted {
  bool summary = true;
  bool headlines = true;
  bool scene = true;
};

// What the model made; the rest stayed as it was found in the talk itself.
struct Written {
  bool summary = false;
  std::size_t headlines = 0;
  bool scene = false;
  std::string failure;  // for the log: why it was given up; empty when it was not
};

// Puts the model's texts in place of the extractive ones where they hold: a text of another language, one
// whose words are not those of the talk, or one of another length than asked for is passed over, and after an
// error the model is asked no more. Talks of less than 80 units stay as they are. The model reads chosen
// sentences of each chapter, never the whole talk.
Written write_notes(Notes& notes, const Talk& talk, LanguageModel& model, const Wanted& wanted = {});

struct TranslatedSentence {
  std::size_t sentence = 0;  // of the talk
  std::string text;
};

// Each sentence into "zh" or "en", with names as the gazetteer writes them. Sentences that are in it already
// stay as they are. An answer that cannot be the translation (another language, another length) is asked for
// once more, in plainer words; the sentence whose second answer is none either stands as it was said. An
// error when that happens to two in a row: half a translation is none.
Result<std::vector<TranslatedSentence>> translate(const Talk& talk, const std::string& target,
                                                  const Gazetteer& names, LanguageModel& model);

}  // namespace smarttag::language
