// Whether a text that a model wrote can be about a talk.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "language/notes/talk.h"

namespace smarttag::language {

// How near a text has to be to what it is about.
struct Nearness {
  double share = 0;         // of its telling words that stand there
  std::size_t least = 0;    // different ones that do
  bool of_several = false;  // no single sentence has them all
};

// In the language of the talk, and so near to these sentences of it: what a model makes up, and what it says
// when a text made it follow other instructions, is not. The names of its speakers count neither way.
bool holds(const std::string& text, const Talk& talk, const std::vector<std::size_t>& sentences,
           const Nearness& nearness);

// In Chinese or English letters.
bool is_in(const std::string& text, bool chinese);

}  // namespace smarttag::language
