// A transcript with its words weighed: what all notes of a talk are made from.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "language/text/tokens.h"
#include "language/transcript/transcript.h"

namespace smarttag::language {

// Terms (numbers of Talk::terms) with weights, in order of the number.
using TermVector = std::vector<std::pair<int, double>>;

double cosine(const TermVector& a, const TermVector& b);

// Memory grows with the transcript: about twenty times its text.
struct Talk {
  Transcript transcript;
  std::shared_ptr<const Vocabulary> vocabulary;
  std::vector<std::vector<Token>> tokens;  // of each sentence
  std::vector<std::size_t> units;          // length of each sentence
  std::vector<std::string> folded;         // each sentence in small letters
  std::vector<std::string> terms;          // what tells of a subject, each once
  std::vector<std::string> surfaces;       // how each term is mostly written
  std::vector<std::vector<int>> term_ids;  // of each sentence, in order, with repetition
  std::vector<double> weights;             // of each term: its rarity

  [[nodiscard]] bool chinese() const { return transcript.language == "zh"; }
  [[nodiscard]] const std::vector<Sentence>& sentences() const { return transcript.sentences; }
  [[nodiscard]] double seconds() const;  // from the first word to the last
  [[nodiscard]] std::size_t units_between(std::size_t first, std::size_t last) const;
  [[nodiscard]] const std::string& speaker(std::size_t sentence) const;

  // Root of frequency times rarity of the terms of sentences [first, last).
  [[nodiscard]] TermVector vector(std::size_t first, std::size_t last) const;
};

Talk make_talk(Transcript transcript, const std::shared_ptr<const Vocabulary>& vocabulary);

}  // namespace smarttag::language
