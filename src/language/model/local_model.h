// The built-in language model: a GGUF file run by llama.cpp in this process.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "language/model/language_model.h"
#include "language/model/llama_library.h"

namespace smarttag::language {

// Greedy, so that the same prompt gives the same text. What prompts begin with alike is read once: the
// key-value cache is kept from one to the next. One thread at a time.
class LocalModel : public LanguageModel {
 public:
  // `folder` holds model.gguf and the libraries; `threads`: at most, fewer while others use the cores.
  // kModelMissing.
  static Result<std::unique_ptr<LocalModel>> load(const std::filesystem::path& folder, int threads);
  ~LocalModel() override;

  // A text of more than 6,000 tokens is cut at its end.
  Result<std::string> write(const Prompt& prompt, const Form& form) override;
  Result<std::vector<double>> decide(const Prompt& prompt, const std::vector<std::string>& answers) override;
  [[nodiscard]] std::string name() const override { return "built-in"; }

 private:
  using Tokens = std::vector<llama::Token>;

  explicit LocalModel(const LlamaLibrary& library) : library_(library) {}
  Tokens tokens_of(const std::string& text, bool with_marks) const;
  std::string piece_of(llama::Token token) const;
  Tokens laid_out(const Prompt& prompt) const;
  void take_free_cores();
  bool read(const Tokens& tokens);
  llama::Token next(const Tokens& written) const;
  bool fits(llama::Token token, const Tokens& written) const;

  LlamaLibrary library_;
  llama::Model* model_ = nullptr;
  llama::Context* context_ = nullptr;
  const llama::Vocab* vocab_ = nullptr;
  int most_threads_ = 1;
  Tokens cached_;  // what the key-value cache holds
};

}  // namespace smarttag::language
