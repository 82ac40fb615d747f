// SHA-256 of files, as lower-case hex.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"

namespace smarttag::inference {

// Reads the file in pieces; kInputUnreadable when it cannot be read to its end.
Result<std::string> sha256_of_file(const std::filesystem::path& file);

std::string sha256_of_text(std::string_view text);

}  // namespace smarttag::inference
