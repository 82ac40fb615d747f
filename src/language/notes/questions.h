// Questions that were asked, with what answered them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "language/notes/talk.h"

namespace smarttag::language {

struct AnsweredQuestion {
  std::vector<std::size_t> question;  // sentences, in order; never empty
  std::vector<std::size_t> answer;
  std::string question_text;
  std::string answer_text;
};

// Whether a sentence asks for something: by its mark, its first words or its particle; not "right?", not
// "对吧？".
bool asks(const Talk& talk, std::size_t sentence);

// Real questions in order: they name a subject, and somebody (the speaker alone, in a lecture) then speaks to
// it. The weightiest of each segment; about one for each two minutes, at most 24.
std::vector<AnsweredQuestion> answered_questions(const Talk& talk, const std::vector<double>& salience,
                                                 const std::vector<std::size_t>& starts);

}  // namespace smarttag::language
