// Names and texts of others, as they may stand on a terminal.
#pragma once

#include <string>
#include <string_view>

namespace smarttag::cli {

// One line in which nothing steers the terminal: control characters, and those that turn the direction of
// writing, are written as \x1b or \u202e.
std::string printable(std::string_view text);

}  // namespace smarttag::cli
