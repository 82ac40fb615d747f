// Text of other encodings than UTF-8 that says which one it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smarttag::language {

// Text that begins with the byte order mark of UTF-8, UTF-16 or UTF-32, as UTF-8 without the mark. Nothing
// without a mark, and for bytes that are no such text: films hold everything.
std::optional<std::string> text_with_mark(std::string_view content);

// A space for each control character: a terminal obeys them.
std::string without_controls(std::string_view text);

// What stands for a character in subtitles by its name or number (&amp; &lt; &#39;) as that character.
std::string without_entities(std::string text);

}  // namespace smarttag::language
