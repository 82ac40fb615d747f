// From a sentence to its words: bounds by ICU (Chinese by its dictionary), terms by Snowball's English
// stemmer.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "language/text/vocabulary.h"

namespace smarttag::language {

struct Token {
  std::string surface;  // as written
  std::string term;     // one for all forms of a word: small letters, stemmed when English
  double weight = 0;    // rarity; 0 for words that tell nothing of a subject (stop words, single characters)
  bool chinese = false;
  bool joins = false;     // may be a part of a phrase: what tells, and 可 and 发展 in 可持续发展
  std::size_t begin = 0;  // bytes of the sentence: [begin, end)
  std::size_t end = 0;
};

// Belongs to one thread.
class Tokeniser {
 public:
  explicit Tokeniser(std::shared_ptr<const Vocabulary> vocabulary);
  ~Tokeniser();
  Tokeniser(const Tokeniser&) = delete;
  Tokeniser& operator=(const Tokeniser&) = delete;

  // Words and numbers in order, without marks and space.
  std::vector<Token> tokens_of(std::string_view sentence);

  [[nodiscard]] const Vocabulary& vocabulary() const { return *vocabulary_; }

 private:
  struct Tools;
  std::shared_ptr<const Vocabulary> vocabulary_;
  std::unique_ptr<Tools> tools_;
};

}  // namespace smarttag::language
