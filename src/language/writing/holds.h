// Whether a text that a model wrote can be about a talk.
#pragma once

#include <string>

#include "language/notes/talk.h"

namespace smarttag::language {

// In the language of the talk, and at least `share` of its telling words stand in the talk: what a model
// makes up, and what it says when a text made it follow other instructions, does not.
bool holds(const std::string& text, const Talk& talk, double share, std::size_t least);

// In Chinese or English letters.
bool is_in(const std::string& text, bool chinese);

}  // namespace smarttag::language
