#include "language/writing/holds.h"

#include <unordered_set>

#include "language/text/unicode.h"

namespace smarttag::language {

bool is_in(const std::string& text, bool chinese) {
  const double han = han_share(text);
  return chinese ? han > 0.5 : han < 0.1;
}

bool holds(const std::string& text, const Talk& talk, double share, std::size_t least) {
  if (!is_in(text, talk.chinese())) return false;
  const std::unordered_set<std::string> known(talk.terms.begin(), talk.terms.end());
  std::size_t telling = 0, found = 0;
  std::unordered_set<std::string> different;
  for (const auto& token : Tokeniser(talk.vocabulary).tokens_of(text)) {
    if (token.weight <= 0) continue;
    ++telling;
    if (!known.contains(token.term)) continue;
    ++found;
    different.insert(token.term);
  }
  return different.size() >= least && static_cast<double>(found) >= share * static_cast<double>(telling);
}

}  // namespace smarttag::language
