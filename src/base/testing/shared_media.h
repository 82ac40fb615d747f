// Where tests find real media.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "base/paths.h"

namespace smarttag {

// A file of $SMARTTAG_MEDIA, else of shared/media beside the checkout; it may not be there.
inline std::filesystem::path shared_media(const std::string& name = "") {
  const char* given = std::getenv("SMARTTAG_MEDIA");  // NOLINT(concurrency-mt-unsafe)
  return (given != nullptr ? std::filesystem::path(given) : home_folder() / ".." / "shared" / "media") / name;
}

}  // namespace smarttag

// At the start of a test that needs a file or folder of the shared media ("" for any).
#define SMARTTAG_NEEDS_SHARED_MEDIA(name)                     \
  if (!std::filesystem::exists(smarttag::shared_media(name))) \
  GTEST_SKIP() << "missing: " << smarttag::shared_media(name) \
               << "; set SMARTTAG_MEDIA to the folder of the shared media"
