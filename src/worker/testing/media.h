// Media for tests: real ones from the shared folder, short ones made by ffmpeg.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace smarttag::worker::testing {

// $SMARTTAG_MEDIA, else ../shared/media beside the source folder; it may not be there.
inline std::filesystem::path real_media(const std::string& name) {
  const char* folder = std::getenv("SMARTTAG_MEDIA");  // NOLINT(concurrency-mt-unsafe)
  const std::filesystem::path root =
      folder != nullptr ? folder : std::filesystem::path(SMARTTAG_SOURCE_DIR) / ".." / "shared" / "media";
  return root / name;
}

// Runs ffmpeg with these arguments before the output's name; false when it failed.
inline bool make_media(const std::string& arguments, const std::filesystem::path& output) {
  const std::string command = "ffmpeg -nostdin -v error -y " + arguments + " '" + output.string() + "'";
  return std::system(command.c_str()) == 0;  // NOLINT(cert-env33-c,concurrency-mt-unsafe)
}

}  // namespace smarttag::worker::testing
