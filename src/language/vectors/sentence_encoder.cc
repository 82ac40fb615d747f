#include "language/vectors/sentence_encoder.h"

#include <algorithm>
#include <cmath>

namespace smarttag::language {
namespace {

constexpr const char* kTask = "sentence-vectors";
constexpr std::size_t kMostTokens = 500;  // it has places for 512
// What E5 was trained to read before every sentence that is compared with others.
constexpr const char* kBefore = "query: ";

}  // namespace

Result<SentenceEncoder> SentenceEncoder::create(inference::Engine& engine) {
  const auto card = engine.card(kTask);
  if (!card) return tl::unexpected(card.error());
  auto tokenizer = inference::Tokenizer::open(card->folder);
  if (!tokenizer) return tl::unexpected(std::move(tokenizer).error());
  auto compiled = engine.compile(kTask);
  if (!compiled) return tl::unexpected(std::move(compiled).error());
  try {
    return SentenceEncoder(std::move(*tokenizer), compiled->create_infer_request());
  } catch (const ov::Exception& e) {
    return fail(ErrorKind::kAnalysisFailed,
                "The model " + card->name + " cannot be run. Run: smarttag models verify", e.what());
  }
}

Result<std::vector<float>> SentenceEncoder::read(const std::string& sentence) {
  const auto tokens = tokenizer_.ids(kBefore + sentence);
  if (!tokens) return tl::unexpected(tokens.error());
  try {
    std::vector<std::int32_t> ids(tokens->begin(), tokens->end());
    if (ids.size() > kMostTokens) {
      ids[kMostTokens - 1] = ids.back();
      ids.resize(kMostTokens);
    }
    request_.set_input_tensor(ov::Tensor(ov::element::i32, {1, ids.size()}, ids.data()));
    request_.infer();
    const auto out = request_.get_output_tensor();
    std::vector<float> vector(out.data<const float>(), out.data<const float>() + out.get_size());
    double sum = 0;
    for (const float x : vector) sum += static_cast<double>(x) * x;
    for (float& x : vector) x = static_cast<float>(x / std::sqrt(std::max(sum, 1e-12)));
    return vector;
  } catch (const std::exception& e) {
    return fail(ErrorKind::kAnalysisFailed, "A sentence cannot be read by the model of sentence vectors.",
                e.what());
  }
}

}  // namespace smarttag::language
