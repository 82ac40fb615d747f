// The part of llama.cpp's interface (llama.h and ggml-backend.h of release v0.5.0, MIT) that is called here:
// the types that cross it, as that release lays them out. Its library is loaded at run time, so no header of
// it is needed to build. LlamaLibrary compares the defaults that the library gives with these layouts.
#pragma once

#include <cstddef>
#include <cstdint>

namespace smarttag::language::llama {

struct Model;
struct Context;
struct Vocab;
struct Memory;

using Token = std::int32_t;

// ModelParams::load_mode: read the file into memory instead of mapping it.
constexpr std::int32_t kLoadModeRead = 0;

struct ModelParams {
  void* devices;
  const void* tensor_buft_overrides;
  std::int32_t n_gpu_layers;
  std::int32_t split_mode;
  std::int32_t load_mode;
  std::int32_t lazy_mode;
  std::int32_t main_gpu;
  const float* tensor_split;
  bool (*progress_callback)(float, void*);
  void* progress_callback_user_data;
  const void* kv_overrides;
  bool vocab_only;
  bool check_tensors;
  bool use_extra_bufts;
  bool no_host;
  bool no_alloc;
  bool load_mtp;
};

struct ContextParams {
  std::uint32_t n_ctx;
  std::uint32_t n_batch;
  std::uint32_t n_ubatch;
  std::uint32_t n_seq_max;
  std::uint32_t n_rs_seq;
  std::uint32_t n_outputs_max;
  std::uint32_t n_outputs_max_per_seq;
  std::int32_t n_threads;
  std::int32_t n_threads_batch;
  std::int32_t ctx_type;
  std::int32_t rope_scaling_type;
  std::int32_t pooling_type;
  std::int32_t attention_type;
  std::int32_t flash_attn_type;
  float rope_freq_base;
  float rope_freq_scale;
  float yarn_ext_factor;
  float yarn_attn_factor;
  float yarn_beta_fast;
  float yarn_beta_slow;
  std::uint32_t yarn_orig_ctx;
  float defrag_thold;
  void* cb_eval;
  void* cb_eval_user_data;
  std::int32_t type_k;
  std::int32_t type_v;
  bool (*abort_callback)(void*);
  void* abort_callback_data;
  bool embeddings;
  bool offload_kqv;
  bool no_perf;
  bool op_offload;
  bool swa_full;
  bool kv_unified;
  void* samplers;
  std::size_t n_samplers;
  Context* ctx_other;
};

struct Batch {
  std::int32_t n_tokens;
  Token* token;
  float* embd;
  std::int32_t* pos;
  std::int32_t* n_seq_id;
  std::int32_t** seq_id;
  std::int8_t* logits;
};

}  // namespace smarttag::language::llama
