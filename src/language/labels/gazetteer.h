// Names of places, organisations and brands that a text may hold, in English and Chinese, from data/language.
// Countries are those of ISO 3166, named by ICU.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "language/text/tokens.h"

namespace smarttag::language {

struct NamedThing {
  bool place = false;
  bool organisation = false;
  bool brand = false;
  std::string english;  // canonical names; one of them may be empty
  std::string chinese;
  std::string country;  // of a place: ISO 3166
  bool is_country = false;
  bool needs_care = false;  // its English name is also a common word
};

struct NameFound {
  std::size_t thing = 0;  // of Gazetteer::things
  bool chinese = false;   // how it was written
  std::size_t begin = 0;  // bytes of the text: [begin, end)
  std::size_t end = 0;
};

// Read once, then shared by threads.
class Gazetteer {
 public:
  // kInternal: a file of the installation is missing or has a line that does not fit.
  static Result<std::shared_ptr<const Gazetteer>> load(const std::filesystem::path& data_folder,
                                                       const Vocabulary& vocabulary);

  // The longest names that begin at each word and do not overlap, in order. English names have capitals; one
  // that is also a common word is passed over where the sentence begins.
  [[nodiscard]] std::vector<NameFound> find(const std::string& text, const std::vector<Token>& tokens) const;

  [[nodiscard]] const std::vector<NamedThing>& things() const { return things_; }

  // "Germany (Berlin)", "中国(杭州)", "印度": as the service writes a region. Else the canonical name.
  [[nodiscard]] std::string written(std::size_t thing, bool chinese) const;

 private:
  void add(NamedThing thing, const std::vector<std::string>& english,
           const std::vector<std::string>& chinese);

  std::vector<NamedThing> things_;
  std::unordered_map<std::string, std::size_t> english_;  // small letters
  std::unordered_map<std::string, std::size_t> chinese_;
  std::size_t longest_chinese_ = 0;  // bytes
};

}  // namespace smarttag::language
