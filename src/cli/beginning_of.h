// Text that a command is given: a file, or standard input.
#pragma once

#include <cstddef>
#include <string>

#include "base/error.h"

namespace smarttag::cli {

// The first `most` bytes of the file; "-" is standard input. kInputMissing, kInputUnreadable.
Result<std::string> beginning_of(const std::string& name, std::size_t most);

}  // namespace smarttag::cli
