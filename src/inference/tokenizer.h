// From texts to the tokens of a model: a tokenizer.json that was converted
// (models/convert/tokenizer_json.py).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <openvino/openvino.hpp>

#include "base/error.h"

namespace smarttag::inference {

// Used from one thread at a time.
class Tokenizer {
 public:
  // tokenizer.xml of the folder, with libopenvino_tokenizers.so beside it, which has its operations.
  // kAnalysisFailed.
  static Result<Tokenizer> open(const std::filesystem::path& folder);

  // The ids of the text's tokens, with those that the model wants at its beginning and end. Texts may hold
  // any bytes. kAnalysisFailed.
  Result<std::vector<std::int64_t>> ids(const std::string& text);

 private:
  explicit Tokenizer(ov::InferRequest request) : request_(std::move(request)) {}
  ov::InferRequest request_;
};

}  // namespace smarttag::inference
