// Chinese as it is written in the mainland: Whisper mixes simplified and traditional characters.
#pragma once

#include <string>

#include "base/error.h"

namespace smarttag::speech {

// Simplified characters (OpenCC's t2s), and full-width punctuation after Han characters. Thread-safe.
// kInternal when OpenCC's dictionaries are missing.
Result<std::string> written_chinese(const std::string& text);

}  // namespace smarttag::speech
