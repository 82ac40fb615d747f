// A model that looks at pictures behind an OpenAI-compatible endpoint (vLLM and the like).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "language/model/endpoint_client.h"
#include "language/model/picture_model.h"

namespace smarttag::language {

// What is not among the answers that were given is passed over. Thread-safe.
class EndpointPictures : public PictureModel {
 public:
  explicit EndpointPictures(Endpoint endpoint) : client_(std::move(endpoint)) {}

  Result<std::vector<std::string>> choose(const PictureQuestion& question) override;
  [[nodiscard]] std::string name() const override {
    return client_.endpoint().model + " at " + client_.endpoint().url;
  }

 private:
  EndpointClient client_;
};

}  // namespace smarttag::language
