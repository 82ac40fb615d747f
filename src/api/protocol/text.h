// What counts as a text in a request.
#pragma once

#include <string_view>

namespace smarttag::api {

// Well-formed UTF-8 without NUL.
bool is_text(std::string_view bytes);

}  // namespace smarttag::api
