#include "tagging/texts/categories.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <sstream>

#include "base/paths.h"
#include "base/whole_file.h"
#include "language/text/unicode.h"

namespace smarttag::tagging {
namespace {

constexpr double kUsualTag = 0.4;
constexpr double kWord = 0.45;     // evidence of a rare word that stands once in a short text
constexpr double kShown = 1.5;     // what is written on screen was chosen to tell what it is about
constexpr double kLongText = 150;  // words: a text of more says everything once
constexpr double kCommon = 6;      // rarity (Vocabulary) of a word that tells nothing
constexpr double kRare = 6;        // how much rarer a word is that tells all it can
constexpr double kFurtherTag =
    0.3;  // tags of one category are seen together: the surest counts, the rest less
constexpr std::size_t kMost = 3;
constexpr double kLeast = 0.35;
constexpr double kLeastOfBest = 0.5;

std::vector<std::string> split(std::string_view text, std::string_view by) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const auto to = std::min(text.find(by, from), text.size());
    if (const auto part = language::trimmed(text.substr(from, to - from)); !part.empty())
      parts.push_back(part);
    from = to + by.size();
  }
  return parts;
}

// A number up to 1 behind the last space of "soccer ball 0.6"; "Boeing 747" is a name.
std::pair<std::string, double> tag_and_weight(const std::string& text) {
  const auto space = text.rfind(' ');
  if (space == std::string::npos) return {text, kUsualTag};
  double weight = 0;
  const char* end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data() + space + 1, end, weight);
  if (error != std::errc() || last != end || !(weight > 0 && weight <= 1)) return {text, kUsualTag};
  return {text.substr(0, space), weight};
}

double telling(double rarity) { return std::clamp((rarity - kCommon) / kRare, 0.15, 1.0); }

std::size_t telling_words(const language::Talk& talk) {
  std::size_t words = 0;
  for (const auto& terms : talk.term_ids) words += terms.size();
  return words;
}

}  // namespace

struct Categories::Evidence {
  std::map<std::string, std::pair<double, int>> words;  // weight and times
  std::vector<Span> when;
};

void Categories::add_english(std::size_t row, std::string_view written, language::Tokeniser& tokeniser) {
  Word word{row, {}, std::string(written), 1};
  const auto tokens = tokeniser.tokens_of(written);
  for (const auto& token : tokens) word.terms.push_back(token.term);
  if (tokens.size() == 1) word.weight = telling(vocabulary_->rarity(language::folded(written), false));
  if (!word.terms.empty()) english_[word.terms.front()].push_back(word);
}

Result<void> Categories::add(std::string_view line, language::Tokeniser& tokeniser) {
  const auto fields = split(line, "\t");
  if (fields.size() != 5 && fields.size() != 6)
    return fail(ErrorKind::kUsage,
                "write two categories, tags, English words and Chinese words, tabs between them.");
  const auto first = split(fields[0], "|"), second = split(fields[1], "|");
  if (first.empty() || second.empty()) return fail(ErrorKind::kUsage, "a category has no name.");
  Row row{{first.front(), first.back(), second.front(), second.back(), fields.size() == 6 ? fields[5] : ""},
          {}};
  if (fields[2] != "-")
    for (const auto& tag : split(fields[2], ", ")) row.tags.push_back(tag_and_weight(tag));
  if (fields[3] != "-")
    for (const auto& word : split(fields[3], ", ")) add_english(rows_.size(), word, tokeniser);
  if (fields[4] != "-")
    for (const auto& word : split(fields[4], ", "))
      chinese_.push_back(
          {rows_.size(), {}, word, word.size() < 6 ? 0.15 : telling(vocabulary_->rarity(word, true))});
  rows_.push_back(std::move(row));
  return {};
}

Result<std::shared_ptr<const Categories>> Categories::parse(
    std::string_view text, std::shared_ptr<const language::Vocabulary> vocabulary) {
  std::shared_ptr<Categories> made(new Categories(vocabulary));
  language::Tokeniser tokeniser(std::move(vocabulary));
  std::istringstream in{std::string(text)};
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line.starts_with('#')) continue;
    if (const auto added = made->add(line, tokeniser); !added)
      return fail(ErrorKind::kUsage, "The table of categories, line " + std::to_string(number) + ": " +
                                         added.error().client.text);
  }
  return made;
}

Result<std::shared_ptr<const Categories>> Categories::read(
    const std::filesystem::path& file, std::shared_ptr<const language::Vocabulary> vocabulary) {
  const auto text = whole_file(file);
  if (!text)
    return fail(ErrorKind::kInternal, "The table of categories is missing. Restore data/categories.tsv.",
                file.string());
  return parse(*text, std::move(vocabulary));
}

void Categories::gather(const language::Talk& talk, double weight, std::vector<Evidence>& evidence) const {
  for (std::size_t s = 0; s < talk.sentences().size(); ++s) {
    const auto& sentence = talk.sentences()[s];
    const auto& tokens = talk.tokens[s];
    const auto found = [&](const Word& word) {
      auto& of = evidence[word.row];
      auto& [most, times] = of.words[word.written];
      most = std::max(most, weight * word.weight);
      ++times;
      if (sentence.to > sentence.from) of.when.push_back({sentence.from, sentence.to});
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const auto starting = english_.find(tokens[i].term);
      if (starting == english_.end()) continue;
      for (const auto& word : starting->second) {
        const bool whole =
            i + word.terms.size() <= tokens.size() &&
            std::equal(
                word.terms.begin(), word.terms.end(), tokens.begin() + static_cast<std::ptrdiff_t>(i),
                [](const std::string& term, const language::Token& token) { return term == token.term; });
        if (whole) found(word);
      }
    }
    if (language::han_share(sentence.text) > 0)
      for (const auto& word : chinese_)
        if (sentence.text.find(word.written) != std::string::npos) found(word);
  }
}

std::vector<Topic> Categories::topics(const std::vector<SeenTag>& tags, const Texts& texts) const {
  std::vector<Evidence> evidence(rows_.size());
  gather(texts.spoken, 1, evidence);
  gather(texts.shown, kShown, evidence);
  const double length =
      1 / std::sqrt(1 + static_cast<double>(telling_words(texts.spoken) + telling_words(texts.shown)) /
                            kLongText);
  std::vector<Topic> found;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    Topic topic{rows_[r].category, 0, {}, std::move(evidence[r].when)};
    double sum = 0, best = 0, surest = 0;
    const auto sign = [&](double strength, const std::string& name) {
      if (strength > best) topic.sign = name;
      best = std::max(best, strength);
    };
    for (const auto& [word, weight_times] : evidence[r].words) {
      const double part = kWord * weight_times.first * (1 + std::log(weight_times.second)) * length;
      sum += part;
      sign(part, word);
    }
    double seen = 0;
    for (const auto& [name, weight] : rows_[r].tags)
      for (const auto& tag : tags)
        if (tag.sub == name) {
          seen += weight * tag.score;
          surest = std::max(surest, weight * tag.score);
          sign(weight * tag.score, name);
          topic.when.insert(topic.when.end(), tag.when.begin(), tag.when.end());
        }
    topic.score = 1 - std::exp(-(sum + surest + kFurtherTag * (seen - surest)));
    if (topic.score >= kLeast) found.push_back(std::move(topic));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Topic& a, const Topic& b) { return a.score > b.score; });
  const double least = found.empty() ? 0 : kLeastOfBest * found.front().score;
  std::erase_if(found, [&](const Topic& t) { return t.score < least; });
  if (found.size() > kMost) found.resize(kMost);
  return found;
}

Result<std::shared_ptr<const Categories>> categories() {
  static const auto kCategories = []() -> Result<std::shared_ptr<const Categories>> {
    const auto words = vocabulary();
    if (!words) return tl::unexpected(words.error());
    return Categories::read(home_folder() / "data" / "categories.tsv", *words);
  }();
  return kCategories;
}

}  // namespace smarttag::tagging
