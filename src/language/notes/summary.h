// Summaries made of the talk's own sentences.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "language/notes/talk.h"

namespace smarttag::language {

// Of the sentences `among` (in order), those that together say most in at most `units` units (at least one
// sentence): greedy by salience less likeness to what was chosen (maximal marginal relevance, Carbonell
// 1998). In order.
std::vector<std::size_t> chosen_sentences(const Talk& talk, const std::vector<double>& salience,
                                          const std::vector<std::size_t>& among, std::size_t units);

// These sentences as written text, without fillers.
std::string as_text(const Talk& talk, const std::vector<std::size_t>& sentences);

// Of the whole talk; its length grows with the root of the talk's: every segment has its share.
std::string paragraph_summary(const Talk& talk, const std::vector<double>& salience,
                              const std::vector<std::size_t>& starts);

struct SpeakerSummary {
  std::string speaker;
  std::string summary;
};

// Of each speaker who says something, in order of their first words.
std::vector<SpeakerSummary> speaker_summaries(const Talk& talk, const std::vector<double>& salience);

}  // namespace smarttag::language
