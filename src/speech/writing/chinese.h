// Chinese as it is written in the mainland: Whisper mixes simplified and traditional characters.
#pragma once

#include <string>

#include "base/error.h"
#include "facts/fact.h"

namespace smarttag::speech {

// Simplified characters (OpenCC's t2s), and full-width punctuation after Han characters. Thread-safe.
// kInternal when OpenCC's dictionaries are missing.
Result<std::string> written_chinese(const std::string& text);

// The same for a segment and its words, each of which keeps its share of the characters.
Result<void> write_in_chinese(facts::Speech& speech);

}  // namespace smarttag::speech
