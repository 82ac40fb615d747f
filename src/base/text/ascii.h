// Bytes of text as protocols and settings have it: only ASCII is known, the locale is not asked. unicode.h
// knows the rest.
#pragma once

#include <string>
#include <string_view>

namespace smarttag {

// Without spaces and tabs at both ends (optional white space of RFC 9110, section 5.6.3).
std::string_view trim_blanks(std::string_view text);

// A to Z become small; every other byte stays.
std::string lower_ascii(std::string_view text);

// Whether the texts differ in nothing but the case of A to Z.
bool same_but_for_case(std::string_view a, std::string_view b);

}  // namespace smarttag
