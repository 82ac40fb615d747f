#include "speech/whisper/tokens/token_table.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <optional>

#include <nlohmann/json.hpp>

#include "base/text/unicode.h"

namespace smarttag::speech {
namespace {

// The byte for each character of GPT-2's alphabet: printable characters of Latin-1 stand for themselves, the
// other bytes for U+0100 on, in order.
std::map<char32_t, char> byte_alphabet() {
  std::map<char32_t, char> bytes;
  char32_t next = 0x100;
  for (int byte = 0; byte < 256; ++byte) {
    const bool plain = (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
    bytes[plain ? static_cast<char32_t>(byte) : next++] = static_cast<char>(byte);
  }
  return bytes;
}

std::optional<std::string> bytes_of(const std::string& line, const std::map<char32_t, char>& alphabet) {
  std::string bytes;
  for (const char32_t c : code_points(line)) {
    const auto found = alphabet.find(c);
    if (found == alphabet.end()) return std::nullopt;
    bytes += found->second;
  }
  return bytes;
}

Error damaged(const std::filesystem::path& file, const std::string& why) {
  return {ErrorKind::kModelMissing,
          {"The speech model's list of tokens is damaged. Run: smarttag models verify"},
          {file.string() + ": " + why}};
}

}  // namespace

Result<TokenTable> TokenTable::read(const std::filesystem::path& folder) {
  TokenTable table;
  if (auto done = table.read_texts(folder / "tokens.txt"); !done) return tl::unexpected(done.error());
  if (auto done = table.read_generation(folder / "generation.json"); !done)
    return tl::unexpected(done.error());
  return table;
}

Result<void> TokenTable::read_texts(const std::filesystem::path& file) {
  std::ifstream in(file);
  const auto alphabet = byte_alphabet();
  std::map<std::string, Token> marks;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("<|") && line.ends_with("|>")) {
      marks[line.substr(2, line.size() - 4)] = size();
      texts_.push_back(line);
      continue;
    }
    const auto bytes = bytes_of(line, alphabet);
    if (!bytes) return tl::unexpected(damaged(file, "line " + std::to_string(size() + 1)));
    texts_.push_back(*bytes);
  }
  if (marks.contains("nospeech")) marks["nocaptions"] = marks["nospeech"];  // as later models call it
  const std::array<std::pair<const char*, Token*>, 8> wanted{{{"endoftext", &end_},
                                                              {"startoftranscript", &start_},
                                                              {"translate", &translate_},
                                                              {"transcribe", &transcribe_},
                                                              {"nocaptions", &no_speech_},
                                                              {"notimestamps", &no_timestamps_},
                                                              {"startofprev", &previous_},
                                                              {"0.00", &timestamps_}}};
  for (const auto& [name, token] : wanted) {
    const auto found = marks.find(name);
    if (found == marks.end()) return tl::unexpected(damaged(file, std::string("no mark ") + name));
    *token = found->second;
  }
  for (Token token = first_language(); token < translate_; ++token) {
    const std::string& mark = texts_[static_cast<std::size_t>(token)];
    languages_.push_back(mark.substr(2, mark.size() - 4));
  }
  for (Token token = 0; token < end_; ++token)
    by_text_.emplace(texts_[static_cast<std::size_t>(token)], token);
  if (languages_.empty()) return tl::unexpected(damaged(file, "no languages"));
  return {};
}

Result<void> TokenTable::read_generation(const std::filesystem::path& file) {
  try {
    std::ifstream in(file);
    const auto json = nlohmann::json::parse(in);
    json.at("suppress").get_to(suppressed_);
    json.at("suppress_first").get_to(suppressed_first_);
  } catch (const nlohmann::json::exception& e) {
    return tl::unexpected(damaged(file, e.what()));
  }
  const auto unknown = [&](Token token) { return token < 0 || token >= size(); };
  const bool known = std::none_of(suppressed_.begin(), suppressed_.end(), unknown) &&
                     std::none_of(suppressed_first_.begin(), suppressed_first_.end(), unknown);
  if (!known) return tl::unexpected(damaged(file, "a token that tokens.txt does not have"));
  return {};
}

std::string TokenTable::text(std::span<const Token> tokens) const {
  std::string bytes;
  for (const Token token : tokens)
    if (token >= 0 && token < end_) bytes += texts_[static_cast<std::size_t>(token)];
  return utf8(code_points(bytes));
}

Token TokenTable::token(const std::string& bytes) const {
  const auto found = by_text_.find(bytes);
  return found == by_text_.end() ? -1 : found->second;
}

Token TokenTable::language(const std::string& code) const {
  const auto found = std::find(languages_.begin(), languages_.end(), code);
  return found == languages_.end() ? -1 : first_language() + static_cast<Token>(found - languages_.begin());
}

}  // namespace smarttag::speech
