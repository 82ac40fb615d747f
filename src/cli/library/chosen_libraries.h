// `--library` of an analysis: which libraries are looked up.
#pragma once

#include <string>
#include <vector>

#include "base/settings.h"
#include "tagging/job_spec.h"

namespace smarttag::cli {

// Each is the name of a library, or else a folder of pictures (libraries/library_folder.h), whose kind its
// library.json says or that is written before it: landmark:DIR. What they know goes into the job; results
// name a library by its name, a folder by its own. Errors: kNotFound, kUsage, kInputMissing, and those of
// describing a picture.
Result<void> choose_libraries(const std::vector<std::string>& chosen, const Settings& settings,
                              tagging::JobSpec& spec);

}  // namespace smarttag::cli
