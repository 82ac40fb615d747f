// Files that have no name: they are gone when their last descriptor is closed, however the program ends.
#pragma once

#include <filesystem>

#include "base/descriptor.h"
#include "base/error.h"

namespace smarttag {

// A new, empty file in the folder (made where there is none), open for reading and writing, mode 0600, closed
// on exec. kOutputFailed.
Result<Descriptor> unnamed_file(const std::filesystem::path& folder);

}  // namespace smarttag
