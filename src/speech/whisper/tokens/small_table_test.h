// For tests of this room: a token table of a few words, in a folder of its own.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "speech/whisper/tokens/token_table.h"

namespace smarttag::speech {

// Tokens: 0 "a", 1 " b", 2 "!", 3 and 4 the bytes of "é" one by one, 5 " ", then the marks; the first
// timestamp is 15, the last (0.60 s) is 45.
class SmallTable {
 public:
  static constexpr Token kEnd = 6;
  static constexpr Token kStart = 7;
  static constexpr Token kEnglish = 8;
  static constexpr Token kNoTimestamps = 14;
  static constexpr Token kZero = 15;

  SmallTable()
      : folder_(std::filesystem::temp_directory_path() / ("small-table-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
    std::string texts =
        "a\nĠb\n!\nÃ\n©\nĠ\n<|endoftext|>\n<|startoftranscript|>\n<|en|>\n<|zh|>\n<|translate|>\n<|"
        "transcribe|>\n"
        "<|startofprev|>\n<|nospeech|>\n<|notimestamps|>\n";
    for (int i = 0; i <= 30; ++i)
      texts += "<|0." + std::to_string(i * 2 / 10) + std::to_string(i * 2 % 10) + "|>\n";
    write("tokens.txt", texts);
    write("generation.json", R"({"suppress": [2], "suppress_first": [5, 6]})");
  }
  ~SmallTable() { std::filesystem::remove_all(folder_); }
  SmallTable(const SmallTable&) = delete;
  SmallTable& operator=(const SmallTable&) = delete;

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  void remove(const std::string& name) const { std::filesystem::remove(folder_ / name); }
  Result<TokenTable> read() const { return TokenTable::read(folder_); }

 private:
  std::filesystem::path folder_;
};

}  // namespace smarttag::speech
