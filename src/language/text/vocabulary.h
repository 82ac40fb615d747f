// How much words tell: inverse document frequencies of Chinese and English words (data/words), and the
// phrases by which people steer a talk (data/language/phrases.tsv).
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/error.h"

namespace smarttag::language {

// Read once, then shared by threads.
class Vocabulary {
 public:
  static constexpr double kUnknownChinese = 11.5;  // rarity of what is in no table
  static constexpr double kUnknownEnglish = 14;

  // kInternal: a file of the installation is missing or has a line that does not fit.
  static Result<std::shared_ptr<const Vocabulary>> load(const std::filesystem::path& data_folder);

  // Natural logarithm of how rare the word is: about 3 for "the", 16 for "musicologist". English words are
  // looked up in small letters.
  [[nodiscard]] double rarity(const std::string& word, bool chinese) const;

  // Function words, fillers and what every talk is full of.
  [[nodiscard]] bool is_stop_word(const std::string& word) const;

  // Phrases of a kind, small letters, longest first ("topic", "important", "task", ...).
  [[nodiscard]] const std::vector<std::string>& phrases(const std::string& kind) const;

  // How many phrases of the kind stand in the text; English ones at word bounds. `folded_text` is in small
  // letters.
  [[nodiscard]] std::size_t count_phrases(std::string_view folded_text, const std::string& kind) const;

 private:
  std::unordered_map<std::string, float> chinese_;
  std::unordered_map<std::string, float> english_;
  std::unordered_set<std::string> stop_;
  std::map<std::string, std::vector<std::string>> phrases_;
};

}  // namespace smarttag::language
