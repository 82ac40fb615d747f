// Results that persons write, held against the JSON Schema of their type (docs/schemas/TYPE.json).
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace smarttag::results {

// kUsage, in words: the text is not JSON in UTF-8, is deeper than any result, or does not fit the schema; the
// sentence names the place. kInternal: there is no schema of this type. In linear time, and without a tree of
// the text. Thread-safe.
Result<void> check_schema(std::string_view type, std::string_view text);

}  // namespace smarttag::results
