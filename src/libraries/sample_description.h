// What a sample of a library is recognised by.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace smarttag::libraries {

struct SampleDescription {
  std::vector<float> vector;           // of a face, of unit length
  std::vector<std::uint8_t> features;  // of a landmark, object or logo: its local features, compact
  std::string model;                   // name and version of what made them
};

}  // namespace smarttag::libraries
