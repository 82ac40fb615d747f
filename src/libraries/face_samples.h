// Pictures of persons and things that users register: from a picture's URL to what they are recognised by.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "jobs/job.h"
#include "libraries/sample_description.h"

namespace smarttag::libraries {

struct SampleFace {
  std::vector<float> vector;  // of unit length
  std::string model;          // name and version of what made it
};

// Thread-safe; calls wait for each other where they need the same process.
class FaceSamples {
 public:
  FaceSamples() = default;
  virtual ~FaceSamples() = default;
  FaceSamples(const FaceSamples&) = delete;
  FaceSamples& operator=(const FaceSamples&) = delete;

  // Fetches the picture (as an Input of type URL or OSS) and describes its one face, or the clearly largest.
  // kUsage: no face, several alike, or one too small, blurred or turned to be told from others. Errors of
  // inputs::Inputs::open and of an analysis.
  virtual Result<SampleFace> describe(jobs::UserId owner, const std::string& image_url) = 0;

  // The same for the picture of a thing, whose features are given. kUsage: it shows too little.
  virtual Result<SampleDescription> describe_thing(jobs::UserId owner, const std::string& image_url) = 0;
};

}  // namespace smarttag::libraries
