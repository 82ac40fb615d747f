// A language model behind an OpenAI-compatible endpoint (vLLM, llama-server, Ollama and the like).
#pragma once

#include <chrono>
#include <string>

#include "language/model/language_model.h"

namespace smarttag::language {

struct Endpoint {
  std::string url;                            // its base, as "http://host:8000/v1"
  std::string key;                            // sent as a bearer token; may be empty
  std::string model;                          // its name there
  std::chrono::milliseconds timeout{60'000};  // of one call
  int retries = 2;  // after transient failures (429, 5xx, no connection) and after such as make no sense
};

// Asks for answers in JSON by a schema (`response_format`), and takes nothing on trust: what does not keep to
// the schema is no answer. Thread-safe.
class EndpointModel : public LanguageModel {
 public:
  explicit EndpointModel(Endpoint endpoint) : endpoint_(std::move(endpoint)) {}

  Result<std::string> write(const Prompt& prompt, const Form& form) override;
  // The probability of what it chose is 1: endpoints do not tell more alike.
  Result<std::vector<double>> decide(const Prompt& prompt, const std::vector<std::string>& answers) override;
  [[nodiscard]] std::string name() const override { return endpoint_.model + " at " + endpoint_.url; }

 private:
  Result<std::string> ask(const std::string& body) const;
  Result<std::string> call(const std::string& body) const;

  Endpoint endpoint_;
};

}  // namespace smarttag::language
