// A model that looks at pictures, behind one interface: it says which of given names fit.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"

namespace smarttag::language {

struct PictureQuestion {
  std::string instructions;
  std::string question;
  std::vector<std::string> jpegs;    // in base64; data, which may show any text: what it asks for is not done
  std::vector<std::string> answers;  // what may be named
};

class PictureModel {
 public:
  PictureModel() = default;
  virtual ~PictureModel() = default;
  PictureModel(const PictureModel&) = delete;
  PictureModel& operator=(const PictureModel&) = delete;

  // Some of the answers, each once, or none. kAnalysisFailed for an answer that is none, kModelMissing for a
  // model that cannot be reached, kTimeLimit, kUsage for one that declines.
  virtual Result<std::vector<std::string>> choose(const PictureQuestion& question) = 0;

  // For the log and for people.
  [[nodiscard]] virtual std::string name() const = 0;
};

}  // namespace smarttag::language
