// A report as one web page, for people: data/report/page.html with the results and pictures inside of it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/finished/page_pictures.h"
#include "media/frame.h"
#include "results/job.h"

namespace smarttag::cli {

// The page, which loads nothing and may be sent to others. kInternal when a result does not parse or the page
// of the folder `data` cannot be read.
Result<std::string> page(const std::string& name, const media::MediaInfo& media,
                         const std::vector<results::TypedResult>& results, const PagePictures& pictures,
                         const std::filesystem::path& data);

}  // namespace smarttag::cli
