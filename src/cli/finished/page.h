// A report as one web page, for people: data/report/page.html with the results and pictures inside of it.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "cli/finished/page_pictures.h"
#include "media/frame.h"
#include "results/job.h"

namespace smarttag::cli {

// What is heard: besides words ("dog", "music"), or who speaks ("speaker-1").
struct HeardSound {
  std::string name;
  std::vector<std::pair<double, double>> when;  // seconds, in order of time
};

struct Heard {
  std::vector<HeardSound> sounds;  // what is heard longest first
  std::vector<HeardSound> speakers;
};

// The page, which loads nothing and may be sent to others. kInternal when a result does not parse or the page
// of the folder `data` cannot be read.
Result<std::string> page(const std::string& name, const media::MediaInfo& media,
                         const std::vector<results::TypedResult>& results, const PagePictures& pictures,
                         const Heard& heard, const std::filesystem::path& data);

}  // namespace smarttag::cli
