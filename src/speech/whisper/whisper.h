// Whisper (Radford et al. 2022) on OpenVINO: sound becomes keys and values, then a decoder with a cache goes
// from token to token. The models are those of models/convert/whisper.py.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "base/error.h"
#include "inference/engine.h"
#include "speech/whisper/alignment.h"
#include "speech/whisper/log_mel.h"
#include "speech/whisper/tokens/token_table.h"

namespace smarttag::speech {

// One for each job, used by one thread at a time; the compiled models are the engine's and shared.
class Whisper {
 public:
  static constexpr int kMostSamples = 30 * 16000;
  static constexpr int kMostTokens = 448;  // that the decoder's cache may hold

  // Errors: those of Engine::card and Engine::compile, and TokenTable::read.
  static Result<std::unique_ptr<Whisper>> create(inference::Engine& engine);

  const TokenTable& tokens() const { return *tokens_; }

  // Takes in at most kMostSamples of 16 kHz sound, and silence behind it: at least so many seconds, as far as
  // there is room. Without a second of it Whisper tends to repeat the last words.
  Result<void> encode(std::span<const float> samples, double silence);

  // Begins a transcript of what was taken in, in one row.
  Result<void> begin();

  // Appends tokens to a single row and gives the logits [TokenTable::size()] of what follows; valid until the
  // next call.
  Result<std::span<const float>> append(std::span<const Token> tokens);

  // One token for each new row, which goes on from row from[i] of the call before; gives the logits of each:
  // [rows, TokenTable::size()].
  Result<std::span<const float>> append(std::span<const Token> tokens, std::span<const int> from);

  // What the decoder attends to while it is given a whole transcript, text tokens alone: a row for each of
  // them, and one for the end. Ends the transcript that was begun.
  Result<Attention> attention(const std::string& language, std::span<const Token> text);

  int appended() const { return appended_; }  // tokens in a row since begin()

 private:
  Result<std::span<const float>> infer(std::span<const Token> tokens, std::span<const int> from);
  Whisper(std::shared_ptr<const TokenTable> tokens, const ov::CompiledModel& encoder,
          const ov::CompiledModel& decoder, int bins);

  std::shared_ptr<const TokenTable> tokens_;
  LogMel log_mel_;
  int bins_;
  ov::InferRequest encoder_;
  ov::InferRequest decoder_;
  std::vector<std::pair<std::string, ov::Tensor>>
      sound_;  // keys and values by name, of the encoder's buffers
  int appended_ = 0;
};

}  // namespace smarttag::speech
