// Writes the page of --report.
#pragma once

#include <filesystem>

#include "cli/finished/page.h"

namespace smarttag::cli {

// The page appears whole or not at all. kOutputFailed names the file; errors of page().
Result<void> write_page(const std::filesystem::path& file, const std::string& name,
                        const media::MediaInfo& media, const std::vector<results::TypedResult>& results,
                        const PagePictures& pictures, const Heard& heard);

}  // namespace smarttag::cli
