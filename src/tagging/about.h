// What is kept of a job beside its facts, and what another process is told of its media: as JSON.
#pragma once

#include <string>
#include <vector>

#include "media/frame.h"
#include "results/job.h"

namespace smarttag::tagging {

results::Json to_json(const media::MediaInfo& media);
// Throws nlohmann::json::exception for a missing field.
media::MediaInfo media_from(const results::Json& json);

// `methods`: Analysis::methods; they are of the results that were built with these facts, a rebuild has its
// own.
std::string about(const media::MediaInfo& media, const std::vector<results::Usage>& usages,
                  const std::vector<std::string>& methods);
// kInputUnreadable for a text that about did not write.
Result<void> read_about(const std::string& text, media::MediaInfo& media,
                        std::vector<results::Usage>& usages);

}  // namespace smarttag::tagging
