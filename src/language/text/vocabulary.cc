#include "language/text/vocabulary.h"

#include <algorithm>
#include <charconv>
#include <functional>

#include "base/table.h"

namespace smarttag::language {
namespace {

// Calls row(first, second) for each line "first<TAB>second".
Result<void> read_pairs(const std::filesystem::path& file,
                        const std::function<bool(std::string, std::string_view)>& row) {
  return each_row(file, [&](const std::string& line, int number) -> Result<void> {
    const auto tab = line.find('\t');
    if (tab == std::string::npos || !row(line.substr(0, tab), std::string_view(line).substr(tab + 1)))
      return damaged_row(file, number);
    return {};
  });
}

Result<void> read_numbers(const std::filesystem::path& file, std::unordered_map<std::string, float>& into) {
  auto done = read_pairs(file, [&](std::string word, std::string_view text) {
    int tenths = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), tenths).ec != std::errc{}) return false;
    into.emplace(std::move(word), static_cast<float>(tenths) / 10.0F);
    return true;
  });
  if (done && into.empty()) return empty_table(file);
  return done;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\''; }

bool at_word_bounds(std::string_view text, std::size_t begin, std::size_t end) {
  const bool left = begin == 0 || !is_letter(text[begin - 1]) || !is_letter(text[begin]);
  const bool right = end == text.size() || !is_letter(text[end]) || !is_letter(text[end - 1]);
  return left && right;
}

}  // namespace

Result<std::shared_ptr<const Vocabulary>> Vocabulary::load(const std::filesystem::path& data_folder) {
  auto made = std::make_shared<Vocabulary>();
  const auto words = data_folder / "words";
  if (auto done = read_numbers(words / "zh.tsv", made->chinese_); !done)
    return tl::unexpected(std::move(done).error());
  if (auto done = read_numbers(words / "en.tsv", made->english_); !done)
    return tl::unexpected(std::move(done).error());
  auto done =
      read_pairs(data_folder / "language" / "phrases.tsv", [&](std::string kind, std::string_view phrase) {
        if (kind == "stop") {
          made->stop_.emplace(phrase);
        } else {
          made->phrases_[kind].emplace_back(phrase);
        }
        return !phrase.empty();
      });
  if (!done) return tl::unexpected(std::move(done).error());
  for (auto& [kind, list] : made->phrases_)
    std::stable_sort(list.begin(), list.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return made;
}

double Vocabulary::rarity(const std::string& word, bool chinese) const {
  const auto& table = chinese ? chinese_ : english_;
  const auto found = table.find(word);
  if (found != table.end()) return found->second;
  return chinese ? kUnknownChinese : kUnknownEnglish;
}

bool Vocabulary::is_stop_word(const std::string& word) const { return stop_.count(word) > 0; }

const std::vector<std::string>& Vocabulary::phrases(const std::string& kind) const {
  static const std::vector<std::string> kNone;
  const auto found = phrases_.find(kind);
  return found == phrases_.end() ? kNone : found->second;
}

std::size_t Vocabulary::count_phrases(std::string_view folded_text, const std::string& kind) const {
  std::size_t count = 0;
  for (const auto& phrase : phrases(kind)) {
    for (auto at = folded_text.find(phrase); at != std::string_view::npos;
         at = folded_text.find(phrase, at + phrase.size()))
      if (at_word_bounds(folded_text, at, at + phrase.size())) ++count;
  }
  return count;
}

}  // namespace smarttag::language
