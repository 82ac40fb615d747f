// Times as people read them.
#pragma once

#include <string>

namespace smarttag::cli {

// 75.4 -> "1:15", 3675 -> "1:01:15". Rounded down to whole seconds.
std::string clock_text(double seconds);

}  // namespace smarttag::cli
