// The notes of a talk as a page to read.
#pragma once

#include <string>

#include "language/notes/notes.h"

namespace smarttag::cli {

// Markdown: summary, chapters with their times, actions, questions, key sentences, speakers, keywords; titles
// in the language of the talk. What there is none of is left out.
std::string markdown_notes(const language::Talk& talk, const language::Notes& notes);

}  // namespace smarttag::cli
