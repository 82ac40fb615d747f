// SHA-256 of files, as lower-case hex.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.h"

namespace smarttag::inference {

// Reads the file in pieces; kInputUnreadable when it cannot be read to its end.
Result<std::string> sha256_of_file(const std::filesystem::path& file);

}  // namespace smarttag::inference
