// A file from a URL, as a descriptor of what no longer has a name: it is gone when the descriptor closes,
// however the process ends.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "inputs/inputs.h"
#include "net/fetch.h"

namespace smarttag::inputs {

// Where fetched files lie for a moment: in the cache folder.
std::filesystem::path fetch_folder(const Settings& settings);

// Removes what killed processes left in the folder an hour ago or more; for the start of a service.
void sweep(const std::filesystem::path& folder);

// Makes the folder if it is not there. The name is the last part of the URL, or the URL where it has none.
// Errors: those of net::fetch.
Result<OpenedInput> fetch_unnamed(const std::string& url, const std::filesystem::path& folder,
                                  const net::FetchLimits& limits, const std::stop_token& stop);

}  // namespace smarttag::inputs
