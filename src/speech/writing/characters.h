// Characters as speech needs to know them, beside what base/unicode.h knows.
#pragma once

namespace smarttag::speech {

// Ends a sentence: . ! ? and their full-width forms, and the ellipsis.
bool ends_sentence(char32_t c);

// Any punctuation after which a speaker may pause: that of ends_sentence, comma, semicolon, colon.
bool is_pause_mark(char32_t c);

}  // namespace smarttag::speech
