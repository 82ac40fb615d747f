// A language model, behind one interface: it decides between given answers, and writes short texts.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/error.h"

namespace smarttag::language {

// What a model reads. `text` is data, which may hold anything: what it asks for is not done.
struct Prompt {
  std::string instructions;
  std::string text;
  std::string question;  // what is to be done with the text
};

// What it may write: one line of plain text without markup.
struct Form {
  std::size_t most_tokens = 128;
};

class LanguageModel {
 public:
  LanguageModel() = default;
  virtual ~LanguageModel() = default;
  LanguageModel(const LanguageModel&) = delete;
  LanguageModel& operator=(const LanguageModel&) = delete;

  // Never empty. kAnalysisFailed for an answer that is none, kModelMissing for a model that is not there or
  // cannot be reached, kTimeLimit, kAnalysisCrashed when it came to an end.
  virtual Result<std::string> write(const Prompt& prompt, const Form& form) = 0;

  // The probabilities of the answers, which sum to 1. Errors: as write.
  virtual Result<std::vector<double>> decide(const Prompt& prompt,
                                             const std::vector<std::string>& answers) = 0;

  // For the log and the facts.
  [[nodiscard]] virtual std::string name() const = 0;
};

}  // namespace smarttag::language
