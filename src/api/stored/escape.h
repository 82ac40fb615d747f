// How a text stands inside a text of JSON and of XML. Any part of UTF-8 may be escaped on its own.
#pragma once

#include <string>
#include <string_view>

namespace smarttag::api {

// RFC 8259 section 7: quotes, backslashes and control characters; the quotes around it are the caller's.
void append_json_escaped(std::string_view text, std::string& to);

// XML 1.0 section 2.2: &, < and >; a carriage return becomes a reference, as readers take it for a line end
// otherwise (section 2.11), and what XML cannot hold (other control characters) becomes U+FFFD. U+FFFE and
// U+FFFF too, unless the text ends within them.
void append_xml_escaped(std::string_view text, std::string& to);

}  // namespace smarttag::api
