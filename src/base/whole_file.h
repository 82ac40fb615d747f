// Reading a small file of the installation or of the user in one piece. Media and results are never read so.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace smarttag {

// The bytes of a file; nothing when it is missing, a folder, or cannot be read to its end.
std::optional<std::string> whole_file(const std::filesystem::path& file);

}  // namespace smarttag
