#include "speech/whisper/whisper.h"

#include <algorithm>
#include <future>
#include <map>
#include <mutex>
#include <numeric>

#include <openvino/core/preprocess/pre_post_process.hpp>

namespace smarttag::speech {
namespace {

constexpr const char* kTask = "speech";
// Lengths are rounded up to 0.2 s: the plugin keeps what it prepared for a length it has seen.
constexpr int kColumnStep = 20;
constexpr int kMostColumns = Whisper::kMostSamples / LogMel::kHop;

bool carries_sound(const std::string& port) { return port.starts_with("cross_"); }

// Keys and values pass from encoder to decoder as bf16; as f32 each token would convert all of them anew.
void pass_sound_as_bf16(ov::Model& model) {
  ov::preprocess::PrePostProcessor ports(model.shared_from_this());
  for (const auto& input : model.inputs())
    if (const auto name = input.get_any_name(); carries_sound(name))
      ports.input(name).tensor().set_element_type(ov::element::bf16);
  for (const auto& output : model.outputs())
    if (const auto name = output.get_any_name(); carries_sound(name))
      ports.output(name).tensor().set_element_type(ov::element::bf16);
  ports.build();
}

Result<ov::CompiledModel> compiled(inference::Engine& engine, const std::string& file, bool bf16) {
  if (!bf16) return engine.compile(kTask, file);
  return engine.compile(kTask, file, inference::Use::kLatency, pass_sound_as_bf16, "sound as bf16");
}

// Read once for each model and process: it has some 50,000 lines.
Result<std::shared_ptr<const TokenTable>> shared_tokens(const std::filesystem::path& folder) {
  static std::mutex mutex;
  static std::map<std::filesystem::path, std::shared_ptr<const TokenTable>> tables;
  const std::lock_guard lock(mutex);
  auto& table = tables[folder];
  if (!table) {
    auto read = TokenTable::read(folder);
    if (!read) return tl::unexpected(read.error());
    table = std::make_shared<const TokenTable>(std::move(*read));
  }
  return table;
}

Error failed(const ov::Exception& e) {
  return {ErrorKind::kAnalysisFailed, {"Speech could not be recognised."}, {e.what()}};
}

}  // namespace

Result<std::unique_ptr<Whisper>> Whisper::create(inference::Engine& engine) {
  const auto card = engine.card(kTask);
  if (!card) return tl::unexpected(card.error());
  const bool bf16 = engine.bf16() && card->bf16;
  auto later = std::async(std::launch::async, [&] { return compiled(engine, "decoder.xml", bf16); });
  const auto encoder = compiled(engine, "encoder.xml", bf16);
  auto tokens = shared_tokens(card->folder);
  const auto decoder = later.get();
  if (!encoder) return tl::unexpected(encoder.error());
  if (!decoder) return tl::unexpected(decoder.error());
  if (!tokens) return tl::unexpected(tokens.error());
  try {
    const auto& form = encoder->input("log_mel").get_partial_shape();
    const int bins = static_cast<int>(form[1].get_length());
    return std::unique_ptr<Whisper>(new Whisper(std::move(*tokens), *encoder, *decoder, bins));
  } catch (const ov::Exception& e) {
    return tl::unexpected(failed(e));
  }
}

Whisper::Whisper(std::shared_ptr<const TokenTable> tokens, const ov::CompiledModel& encoder,
                 const ov::CompiledModel& decoder, int bins)
    : tokens_(std::move(tokens)),
      log_mel_(bins),
      bins_(bins),
      encoder_(ov::CompiledModel(encoder).create_infer_request()),
      decoder_(ov::CompiledModel(decoder).create_infer_request()) {
  for (const auto& output : encoder.outputs()) sound_.emplace_back(output.get_any_name(), ov::Tensor());
}

Result<void> Whisper::encode(std::span<const float> samples, double silence) {
  const int sound = static_cast<int>(static_cast<double>(samples.size()) + silence * 16000) / LogMel::kHop;
  const int columns = std::min((sound + kColumnStep - 1) / kColumnStep * kColumnStep, kMostColumns);
  auto mel = log_mel_(samples, columns);
  try {
    encoder_.set_tensor(
        "log_mel",
        ov::Tensor(ov::element::f32, {1, static_cast<std::size_t>(bins_), static_cast<std::size_t>(columns)},
                   mel.data()));
    encoder_.infer();
    for (auto& [name, tensor] : sound_) tensor = encoder_.get_tensor(name);
  } catch (const ov::Exception& e) {
    return tl::unexpected(failed(e));
  }
  return {};
}

Result<void> Whisper::begin() {
  try {
    for (const auto& [name, tensor] : sound_) decoder_.set_tensor(name, tensor);
    decoder_.reset_state();
  } catch (const ov::Exception& e) {
    return tl::unexpected(failed(e));
  }
  appended_ = 0;
  return {};
}

Result<std::span<const float>> Whisper::append(std::span<const Token> tokens) {
  return infer(tokens, std::vector<int>{0});
}

Result<std::span<const float>> Whisper::append(std::span<const Token> tokens, std::span<const int> from) {
  return infer(tokens, from);
}

Result<std::span<const float>> Whisper::infer(std::span<const Token> tokens, std::span<const int> from) {
  const std::size_t rows = from.size();
  const std::size_t length = tokens.size() / rows;
  try {
    ov::Tensor token(ov::element::i64, {rows, length});
    ov::Tensor position(ov::element::i64, {length});
    ov::Tensor beam(ov::element::i32, {rows});
    std::copy(tokens.begin(), tokens.end(), token.data<std::int64_t>());
    std::iota(position.data<std::int64_t>(), position.data<std::int64_t>() + length, appended_);
    std::copy(from.begin(), from.end(), beam.data<std::int32_t>());
    decoder_.set_tensor("token", token);
    decoder_.set_tensor("position", position);
    decoder_.set_tensor("beam", beam);
    decoder_.infer();
    appended_ += static_cast<int>(length);
    const ov::Tensor logits = decoder_.get_tensor("logits");
    return std::span<const float>(logits.data<float>(), logits.get_size());
  } catch (const ov::Exception& e) {
    return tl::unexpected(failed(e));
  }
}

Result<Attention> Whisper::attention(const std::string& language, std::span<const Token> text) {
  const std::vector<Token> lead{tokens_->start(), tokens_->language(language), tokens_->transcribe(),
                                tokens_->no_timestamps()};
  std::vector<Token> all = lead;
  all.insert(all.end(), text.begin(), text.end());
  if (auto begun = begin(); !begun) return tl::unexpected(begun.error());
  if (auto given = append(all); !given) return tl::unexpected(given.error());
  try {
    const ov::Tensor found = decoder_.get_tensor("attention");  // [1, heads, tokens, columns]
    const auto shape = found.get_shape();
    const std::size_t skipped = lead.size() - 1;  // the row of the last mark is that of the first text token
    Attention attention{shape[1], shape[2] - skipped, shape[3], {}};
    const float* values = found.data<float>();
    for (std::size_t head = 0; head < shape[1]; ++head)
      attention.values.insert(attention.values.end(), values + (head * shape[2] + skipped) * shape[3],
                              values + (head + 1) * shape[2] * shape[3]);
    return attention;
  } catch (const ov::Exception& e) {
    return tl::unexpected(failed(e));
  }
}

}  // namespace smarttag::speech
