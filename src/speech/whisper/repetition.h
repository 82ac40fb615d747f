// Signs that a transcript goes in circles.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "speech/whisper/tokens/token_table.h"

namespace smarttag::speech {

// How many tokens at the end only repeat what stands before them; 0 unless that happens so often that nobody
// speaks like that: one token 8 times in a row, 2 or 3 tokens 5 times, longer phrases of up to 40 tokens 4
// times.
std::size_t repeated_tail(std::span<const Token> words);

// Bytes of a text for each byte of it compressed by zlib; above 2.4 Whisper takes it for a loop. 0 for no
// text.
double compression_ratio(std::string_view text);

// How many times a phrase of four tokens or more follows upon itself.
std::size_t repetitions(std::span<const Token> words);

}  // namespace smarttag::speech
