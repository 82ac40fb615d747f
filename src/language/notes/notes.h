// All notes of one talk, without any model.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "language/notes/actions.h"
#include "language/notes/keywords.h"
#include "language/notes/questions.h"
#include "language/notes/scene.h"
#include "language/notes/summary.h"
#include "language/notes/talk.h"

namespace smarttag::language {

struct Chapter {
  std::size_t first = 0;  // its sentences: [first, last)
  std::size_t last = 0;
  std::string headline;  // at most 12 words or 20 characters
  std::string summary;
};

struct Topic {
  std::string title;
  std::vector<Topic> topics;
};

struct Notes {
  std::vector<Chapter> chapters;  // cover the talk without gap or overlap
  std::string summary;
  std::vector<SpeakerSummary> speakers;
  std::vector<AnsweredQuestion> questions;
  std::vector<Topic> mind_map;  // one root; two levels at least below it for a talk of more than 5 minutes
  std::vector<Keyword> keywords;
  std::vector<std::size_t> key_sentences;
  std::vector<Action> actions;
  Scene scene;
};

Notes make_notes(const Talk& talk);

}  // namespace smarttag::language
