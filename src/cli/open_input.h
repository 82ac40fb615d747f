// What INPUT means on the command line: a file of this machine, or an http(s) URL that is fetched first.
#pragma once

#include <stop_token>
#include <string>

#include "base/settings.h"
#include "inputs/inputs.h"

namespace smarttag::cli {

// A fetched file is unlinked at once: it is gone when the descriptor closes, however the process ends.
// Errors: those of net::fetch; kInputMissing, kInputUnreadable for a file.
Result<inputs::OpenedInput> open_input(const std::string& input, const Settings& settings,
                                       const std::stop_token& stop);

}  // namespace smarttag::cli
