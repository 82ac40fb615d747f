// Media for tests: real ones from the shared folder, short ones made by ffmpeg.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace smarttag::worker::testing {

// Runs ffmpeg with these arguments before the output's name; false when it failed.
inline bool make_media(const std::string& arguments, const std::filesystem::path& output) {
  const std::string command = "ffmpeg -nostdin -v error -y " + arguments + " '" + output.string() + "'";
  return std::system(command.c_str()) == 0;  // NOLINT(cert-env33-c,concurrency-mt-unsafe)
}

}  // namespace smarttag::worker::testing
