// Whisper's tokens: the texts of the byte-level tokenizer, languages, timestamps and marks.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/error.h"

namespace smarttag::speech {

using Token = int;

// Immutable once made. Files of the model's folder: tokens.txt (line n is token n, each byte of its text one
// character of GPT-2's alphabet, marks as "<|en|>") and generation.json (see models/recipes/whisper_base.py).
class TokenTable {
 public:
  static constexpr double kTimestampStep = 0.02;  // seconds

  // kModelMissing when a file is missing or not of that form.
  static Result<TokenTable> read(const std::filesystem::path& folder);

  // The text of a run of tokens; marks give nothing. Bytes that are no whole character become U+FFFD.
  std::string text(std::span<const Token> tokens) const;

  // The text token of exactly these bytes; -1 if there is none.
  Token token(const std::string& bytes) const;

  // "en" -> its mark; -1 if the model does not know the language.
  Token language(const std::string& code) const;
  const std::vector<std::string>& languages() const { return languages_; }  // in the order of their marks
  Token first_language() const { return start_ + 1; }

  bool is_timestamp(Token token) const { return token >= timestamps_; }
  double seconds(Token timestamp) const { return (timestamp - timestamps_) * kTimestampStep; }

  Token size() const { return static_cast<Token>(texts_.size()); }
  Token end() const { return end_; }      // <|endoftext|>; all below it are text
  Token start() const { return start_; }  // <|startoftranscript|>
  Token transcribe() const { return transcribe_; }
  Token no_speech() const { return no_speech_; }  // <|nocaptions|> or <|nospeech|>
  Token no_timestamps() const { return no_timestamps_; }
  Token previous() const { return previous_; }      // <|startofprev|>
  Token timestamps() const { return timestamps_; }  // the mark of 0.00 s; the rest follow

  const std::vector<Token>& suppressed() const { return suppressed_; }              // never given
  const std::vector<Token>& suppressed_first() const { return suppressed_first_; }  // not given first

 private:
  Result<void> read_texts(const std::filesystem::path& file);
  Result<void> read_generation(const std::filesystem::path& file);

  std::vector<std::string> texts_;                  // bytes; of a mark its name
  std::unordered_map<std::string, Token> by_text_;  // of the text tokens
  std::vector<std::string> languages_;
  std::vector<Token> suppressed_;
  std::vector<Token> suppressed_first_;
  Token end_ = -1;
  Token start_ = -1;
  Token translate_ = -1;
  Token transcribe_ = -1;
  Token no_speech_ = -1;
  Token no_timestamps_ = -1;
  Token previous_ = -1;
  Token timestamps_ = -1;
};

}  // namespace smarttag::speech
