// Files of this machine.
#pragma once

#include <filesystem>
#include <string>

#include "inputs/inputs.h"

namespace smarttag::inputs {

// A file that the user of this machine names. kInputMissing; kInputUnreadable: may not be read, or is no
// regular file.
Result<OpenedInput> open_file(const std::filesystem::path& path);

// The path in "file:///folder/film.mp4", decoded. kUsage for a URL with a host, with a query, or with dots
// that lead upwards.
Result<std::filesystem::path> path_of_file_url(const std::string& url);

// A file that a client names, in a folder that the operator allows. No symbolic link below the root is
// followed, so that nothing leads out of it, not even while somebody moves things. kInputRefused for a path
// that is not below the root or goes over a link, else as open_file.
Result<OpenedInput> open_below(const std::filesystem::path& root, const std::filesystem::path& path);

}  // namespace smarttag::inputs
