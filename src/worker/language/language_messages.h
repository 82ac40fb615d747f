// What is said between those who need a language model and those who have one: a request, and its reply.
#pragma once

#include <string>
#include <vector>

#include "language/model/language_model.h"
#include "results/json.h"

namespace smarttag::worker {

results::Json write_request(const language::Prompt& prompt, const language::Form& form);
results::Json decide_request(const language::Prompt& prompt, const std::vector<std::string>& answers);

// Does what the request asks for. Throws nlohmann::json::exception for one that is none.
results::Json reply_to(const results::Json& request, language::LanguageModel& model);

// kAnalysisCrashed for a reply that is none, else what the model gave.
Result<std::string> text_in(const results::Json& reply);
Result<std::vector<double>> likely_in(const results::Json& reply, std::size_t answers);

// A model that is asked by messages; a derived class carries them.
class RemoteModel : public language::LanguageModel {
 public:
  Result<std::string> write(const language::Prompt& prompt, const language::Form& form) override;
  Result<std::vector<double>> decide(const language::Prompt& prompt,
                                     const std::vector<std::string>& answers) override;

 protected:
  virtual Result<results::Json> carry(const results::Json& request) = 0;
};

}  // namespace smarttag::worker
