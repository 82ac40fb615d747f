// The local features of one picture: what a sample of a library of things is made of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/settings.h"

namespace smarttag::tagging {

struct PictureFeatures {
  std::string model;                // what made them, as in KnownThing
  std::vector<std::uint8_t> bytes;  // in their compact form, below 100 KB
};

// Of the picture behind the descriptor, which stays the caller's. kUsage when it is no picture, or shows too
// little that could be found again; else the errors of media::Source.
Result<PictureFeatures> describe_thing(int fd, const Settings& settings);

}  // namespace smarttag::tagging
