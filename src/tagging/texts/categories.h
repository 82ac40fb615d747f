// What media are about: categories of two levels, by what was seen, said and shown (data/categories.tsv).
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tagging/texts/material_texts.h"

namespace smarttag::tagging {

struct Span {
  double from = 0;  // seconds
  double to = 0;
};

// A tag of the vision results.
struct SeenTag {
  std::string sub;
  double score = 0;  // for how sure and how long it is seen, 0 to 1
  std::vector<Span> when;
};

struct Category {
  std::string first, first_chinese;    // level 1
  std::string second, second_chinese;  // level 2
  std::string third{};                 // level 3: only of a user's own categories
};

struct Topic {
  Category category;
  double score = 0;        // 0 to 1
  std::string sign;        // the tag or word that speaks most for it
  std::vector<Span> when;  // where the evidence stands; empty for evidence without a time (the title)
};

// Immutable once read; safe to share between threads.
class Categories {
 public:
  // kInternal for a file that is missing, kUsage with the number of a line that does not fit.
  static Result<std::shared_ptr<const Categories>> read(
      const std::filesystem::path& file, std::shared_ptr<const language::Vocabulary> vocabulary);

  // From text in the form of the file, for a user's own categories. kUsage.
  static Result<std::shared_ptr<const Categories>> parse(
      std::string_view text, std::shared_ptr<const language::Vocabulary> vocabulary);

  // At most three, the surest first. The evidence of a category adds up (tags by score, words by rarity and
  // the logarithm of how often they stand there, less the longer the text); the score is 1 - exp(-evidence).
  [[nodiscard]] std::vector<Topic> topics(const std::vector<SeenTag>& tags, const Texts& texts) const;

  [[nodiscard]] std::size_t size() const { return rows_.size(); }

 private:
  struct Word {
    std::size_t row = 0;
    std::vector<std::string> terms;  // of an English word or phrase
    std::string written;
    double weight = 0;
  };
  struct Row {
    Category category;
    std::vector<std::pair<std::string, double>> tags;
  };
  struct Evidence;
  explicit Categories(std::shared_ptr<const language::Vocabulary> vocabulary)
      : vocabulary_(std::move(vocabulary)) {}
  Result<void> add(std::string_view line, language::Tokeniser& tokeniser);
  void add_english(std::size_t row, std::string_view written, language::Tokeniser& tokeniser);
  void gather(const language::Talk& talk, double weight, std::vector<Evidence>& evidence) const;

  std::shared_ptr<const language::Vocabulary> vocabulary_;
  std::vector<Row> rows_;
  std::unordered_map<std::string, std::vector<Word>> english_;  // by first term
  std::vector<Word> chinese_;
};

// Those of data/categories.tsv, read once in a process. Errors: as Categories::read.
Result<std::shared_ptr<const Categories>> categories();

}  // namespace smarttag::tagging
