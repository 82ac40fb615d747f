// Calls of an OpenAI-compatible endpoint (vLLM, llama-server, Ollama and the like).
#pragma once

#include <chrono>
#include <string>

#include <nlohmann/json.hpp>

#include "base/error.h"

namespace smarttag::language {

struct Endpoint {
  std::string url;                            // its base, as "http://host:8000/v1"
  std::string key;                            // sent as a bearer token; may be empty
  std::string model;                          // its name there
  std::chrono::milliseconds timeout{60'000};  // of one call
  int retries = 2;  // after transient failures (429, 5xx, no connection) and after such as make no sense
  std::string settings = "language";  // what its settings begin with, for messages: "language-url"
};

// Asks for answers in JSON by a schema (`response_format`), and takes nothing on trust. Thread-safe.
class EndpointClient {
 public:
  explicit EndpointClient(Endpoint endpoint) : endpoint_(std::move(endpoint)) {}

  // The field "answer" of what the model wrote, asked for by `schema`. `request` has messages and further
  // fields of the call. What is not JSON with such a field is asked for again; whether it keeps to the schema
  // is the caller's to see. kAnalysisFailed for an answer that is none, kModelMissing for an endpoint that
  // cannot be reached, kTimeLimit, kUsage for one that declines.
  Result<nlohmann::json> ask(nlohmann::json request, const nlohmann::json& schema) const;

  const Endpoint& endpoint() const { return endpoint_; }

 private:
  Result<std::string> call(const std::string& body) const;

  Endpoint endpoint_;
};

// The failure of an answer that does not fit.
tl::unexpected<Error> no_model_answer(const std::string& why);

}  // namespace smarttag::language
