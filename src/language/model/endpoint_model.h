// A language model behind an OpenAI-compatible endpoint (vLLM, llama-server, Ollama and the like).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "language/model/endpoint_client.h"
#include "language/model/language_model.h"

namespace smarttag::language {

// Asks for answers in JSON by a schema (`response_format`), and takes nothing on trust: what does not keep to
// the schema is no answer. Thread-safe.
class EndpointModel : public LanguageModel {
 public:
  explicit EndpointModel(Endpoint endpoint) : client_(std::move(endpoint)) {}

  Result<std::string> write(const Prompt& prompt, const Form& form) override;
  // The probability of what it chose is 1: endpoints do not tell more alike.
  Result<std::vector<double>> decide(const Prompt& prompt, const std::vector<std::string>& answers) override;
  [[nodiscard]] std::string name() const override {
    return client_.endpoint().model + " at " + client_.endpoint().url;
  }

 private:
  EndpointClient client_;
};

}  // namespace smarttag::language
