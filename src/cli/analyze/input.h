// What INPUT means on the command line: a file of this machine, or an http(s) URL that is fetched first.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "base/descriptor.h"
#include "base/settings.h"

namespace smarttag::cli {

struct Input {
  std::string name;  // for people: the file's name, or the last part of the URL
  Descriptor file;
};

// A fetched file is unlinked at once: it is gone when the descriptor closes, however the process ends.
// Errors: those of net::fetch; kInputMissing, kInputUnreadable for a file.
Result<Input> open_input(const std::string& input, const Settings& settings, const std::stop_token& stop);

}  // namespace smarttag::cli
