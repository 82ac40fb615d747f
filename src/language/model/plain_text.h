// What may stand in a text that a model wrote: one line of words.
#pragma once

#include <string>
#include <string_view>

namespace smarttag::language {

// Characters of markup: < > { } [ ] # * ` | and the backslash.
bool has_markup(std::string_view text);

// Without space and quotation marks around it; with `cut`, up to the end of the last whole sentence. Empty
// for bytes that are no UTF-8, for more than one line, and for markup.
std::string plain_text(std::string_view text, bool cut);

}  // namespace smarttag::language
