// llama.cpp's library, loaded at run time from the folder of the model.
#pragma once

#include <filesystem>
#include <memory>

#include "base/error.h"
#include "language/model/llama_abi.h"

namespace smarttag::language {

// The functions that are called, by their names without "llama_". Loaded once for a process; never unloaded.
struct LlamaLibrary {
  void (*log_set)(void (*)(int level, const char* text, void*), void*) = nullptr;
  void (*backend_init)() = nullptr;
  llama::ModelParams (*model_default_params)() = nullptr;
  llama::Model* (*model_load_from_file)(const char* path, llama::ModelParams) = nullptr;
  void (*model_free)(llama::Model*) = nullptr;
  llama::ContextParams (*context_default_params)() = nullptr;
  llama::Context* (*init_from_model)(llama::Model*, llama::ContextParams) = nullptr;
  void (*free)(llama::Context*) = nullptr;
  void (*set_n_threads)(llama::Context*, std::int32_t one_token, std::int32_t many_tokens) = nullptr;
  const llama::Vocab* (*model_get_vocab)(const llama::Model*) = nullptr;
  std::int32_t (*vocab_n_tokens)(const llama::Vocab*) = nullptr;
  bool (*vocab_is_eog)(const llama::Vocab*, llama::Token) = nullptr;
  std::int32_t (*tokenize)(const llama::Vocab*, const char* text, std::int32_t bytes, llama::Token* tokens,
                           std::int32_t most, bool add_special, bool parse_special) = nullptr;
  std::int32_t (*token_to_piece)(const llama::Vocab*, llama::Token, char* piece, std::int32_t bytes,
                                 std::int32_t lstrip, bool special) = nullptr;
  llama::Memory* (*get_memory)(const llama::Context*) = nullptr;
  bool (*memory_seq_rm)(llama::Memory*, std::int32_t sequence, std::int32_t from, std::int32_t to) = nullptr;
  llama::Batch (*batch_get_one)(llama::Token*, std::int32_t count) = nullptr;
  std::int32_t (*decode)(llama::Context*, llama::Batch) = nullptr;
  float* (*get_logits_ith)(llama::Context*, std::int32_t) = nullptr;

  // Loads libllama and, for this processor, the best of the kernel libraries beside it. kModelMissing when
  // one is not there or is of another release.
  static Result<LlamaLibrary> load(const std::filesystem::path& folder);
};

}  // namespace smarttag::language
