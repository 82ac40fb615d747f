// Sentences as vectors: those that mean nearly the same are near to each other, in whatever language.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <openvino/openvino.hpp>

#include "base/error.h"
#include "inference/engine.h"
#include "inference/tokenizer.h"

namespace smarttag::language {

// Used from one thread at a time.
class SentenceEncoder {
 public:
  // The model that serves the task "sentence-vectors" (multilingual-e5-small). kModelMissing,
  // kAnalysisFailed.
  static Result<SentenceEncoder> create(inference::Engine& engine);

  // The sentence's vector, of unit length; about 10 ms. Of a long one the first 500 tokens are read.
  // kAnalysisFailed.
  Result<std::vector<float>> read(const std::string& sentence);

 private:
  SentenceEncoder(inference::Tokenizer tokenizer, ov::InferRequest request)
      : tokenizer_(std::move(tokenizer)), request_(std::move(request)) {}
  inference::Tokenizer tokenizer_;
  ov::InferRequest request_;
};

}  // namespace smarttag::language
