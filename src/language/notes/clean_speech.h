// From spoken to written: a sentence without what people say while they think.
#pragma once

#include <string>
#include <string_view>

#include "language/text/vocabulary.h"

namespace smarttag::language {

// Without fillers (phrases "filler") and words said twice in a row; starts with a capital. Never longer than
// the text.
std::string clean_speech(std::string_view text, const Vocabulary& vocabulary);

}  // namespace smarttag::language
