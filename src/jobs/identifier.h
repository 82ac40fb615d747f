// Names that nobody can guess, from the system's random source.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace smarttag::jobs {

std::string random_id();                                                 // 32 lower-case hex digits, 128 bits
std::string random_text(std::size_t length, std::string_view alphabet);  // each letter equally likely
std::int64_t random_lease();                                             // above 0

}  // namespace smarttag::jobs
