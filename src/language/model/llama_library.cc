#include "language/model/llama_library.h"

#include <dlfcn.h>

#include <string>

namespace smarttag::language {
namespace {

constexpr const char* kLlama = "libllama.v0.5.0.so";
constexpr const char* kGgml = "libggml.v0.5.0.so";

tl::unexpected<Error> unusable(const std::string& why) {
  return fail(ErrorKind::kModelMissing,
              "The language model's library cannot be used. Run `smarttag models pull language` again.", why);
}

template <class Function>
bool find(void* library, const char* name, Function*& function) {
  function = reinterpret_cast<Function*>(::dlsym(library, name));
  return function != nullptr;
}

// Of the release whose layouts llama_abi.h states: the defaults stand where they are looked for.
bool has_known_layout(const LlamaLibrary& library) {
  const auto context = library.context_default_params();
  const auto model = library.model_default_params();
  return context.n_ctx == 512 && context.n_batch == 2048 && context.yarn_beta_fast >= -1 &&
         context.abort_callback == nullptr && context.ctx_other == nullptr && context.n_samplers == 0 &&
         model.progress_callback == nullptr && model.kv_overrides == nullptr && !model.vocab_only &&
         !model.no_alloc && model.main_gpu == 0;
}

}  // namespace

Result<LlamaLibrary> LlamaLibrary::load(const std::filesystem::path& folder) {
  void* ggml = ::dlopen((folder / kGgml).c_str(), RTLD_NOW | RTLD_GLOBAL);
  void* llama = ggml == nullptr ? nullptr : ::dlopen((folder / kLlama).c_str(), RTLD_NOW | RTLD_GLOBAL);
  if (llama == nullptr) return unusable(::dlerror());  // NOLINT(concurrency-mt-unsafe)
  LlamaLibrary it;
  void (*load_kernels)(const char*) = nullptr;
  const bool whole =
      find(ggml, "ggml_backend_load_all_from_path", load_kernels) &&
      find(llama, "llama_log_set", it.log_set) && find(llama, "llama_backend_init", it.backend_init) &&
      find(llama, "llama_model_default_params", it.model_default_params) &&
      find(llama, "llama_model_load_from_file", it.model_load_from_file) &&
      find(llama, "llama_model_free", it.model_free) &&
      find(llama, "llama_context_default_params", it.context_default_params) &&
      find(llama, "llama_init_from_model", it.init_from_model) && find(llama, "llama_free", it.free) &&
      find(llama, "llama_set_n_threads", it.set_n_threads) &&
      find(llama, "llama_model_get_vocab", it.model_get_vocab) &&
      find(llama, "llama_vocab_n_tokens", it.vocab_n_tokens) &&
      find(llama, "llama_vocab_is_eog", it.vocab_is_eog) && find(llama, "llama_tokenize", it.tokenize) &&
      find(llama, "llama_token_to_piece", it.token_to_piece) &&
      find(llama, "llama_get_memory", it.get_memory) &&
      find(llama, "llama_memory_seq_rm", it.memory_seq_rm) &&
      find(llama, "llama_batch_get_one", it.batch_get_one) && find(llama, "llama_decode", it.decode) &&
      find(llama, "llama_get_logits_ith", it.get_logits_ith);
  if (!whole) return unusable("a function is missing");
  it.log_set([](int, const char*, void*) {}, nullptr);
  load_kernels(folder.c_str());
  it.backend_init();
  if (!has_known_layout(it)) return unusable("it is of another release");
  return it;
}

}  // namespace smarttag::language
