// Results as files: <folder>/ASR.json and its like, job.json, and the subtitle files.
#pragma once

#include <filesystem>

#include "results/job.h"
#include "worker/finished_analysis.h"

namespace smarttag::cli {

// Puts real URLs in the place of the names in the Subtitle result: file: URLs when the files lie in `folder`,
// data: URLs that hold the files themselves when `folder` is empty.
Result<void> place_subtitles(const worker::FinishedAnalysis& finished,
                             std::vector<results::TypedResult>& results, const std::filesystem::path& folder);

// Makes the folder where needed; each file appears whole or not at all. kOutputFailed names the file.
Result<void> write_outputs(const std::filesystem::path& folder, const worker::FinishedAnalysis& finished,
                           const results::Job& job);

// The file appears whole or not at all. kOutputFailed names it.
Result<void> write_whole(const std::filesystem::path& path, std::string_view content);

}  // namespace smarttag::cli
