// Brand names among the words that were read on screen: data/brands.tsv.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace smarttag::evidence {

// Immutable once read; safe to share between threads.
class Brands {
 public:
  // A line each: the brand's name, a tab, and how it is written with | between the ways. kInternal when the
  // file cannot be read, kUsage with the line where one is wrong.
  static Result<Brands> read(const std::filesystem::path& file);

  // The names, each once.
  std::vector<std::string> names() const;

  // The brands whose name is the line of text, or stands in a short one: a long line speaks of a brand more
  // often than it is its mark.
  std::vector<std::string> in(std::string_view line) const;

 private:
  std::vector<std::pair<std::string, std::string>> written_;  // as it is written, folded; the name
};

}  // namespace smarttag::evidence
