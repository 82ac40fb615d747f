#include "language/labels/gazetteer.h"

#include <algorithm>
#include <charconv>

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "base/table.h"
#include "language/text/unicode.h"

namespace smarttag::language {
namespace {

constexpr std::size_t kMostWords = 6;   // of an English name
constexpr double kCommonWord = 10.5;    // rarity below which a name is also a word
constexpr long kLargeCity = 1'000'000;  // whose name is known in spite of that

std::vector<std::string> split(std::string_view text, char mark) {
  std::vector<std::string> out;
  while (true) {
    const auto at = text.find(mark);
    out.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + 1);
  }
}

std::vector<std::string> names_in(const std::string& field) {
  return field.empty() ? std::vector<std::string>{} : split(field, '|');
}

// The lines of a table with `columns` columns.
Result<std::vector<std::vector<std::string>>> table(const std::filesystem::path& file, std::size_t columns) {
  std::vector<std::vector<std::string>> rows;
  auto done = each_row(file, [&](const std::string& line, int number) -> Result<void> {
    rows.push_back(split(line, '\t'));
    if (rows.back().size() != columns) return damaged_row(file, number);
    return {};
  });
  if (!done) return tl::unexpected(std::move(done).error());
  return rows;
}

std::string country_name(const std::string& code, const icu::Locale& language) {
  icu::UnicodeString name;
  std::string out;
  icu::Locale("", code.c_str()).getDisplayCountry(language, name).toUTF8String(out);
  return out == code ? std::string{} : out;
}

bool begins_with_capital(const std::string& word) {
  return !word.empty() &&
         ((word.front() >= 'A' && word.front() <= 'Z') || static_cast<unsigned char>(word.front()) >= 0xc3);
}

bool is_usual_abbreviation(const std::string& name) {
  return name == "US" || name == "UK" || name == "EU" || name == "UN" || name == "LG";
}

// "Coca-Cola" and "Coca Cola" are one.
std::string key_of(std::string_view name) {
  auto key = folded(name);
  for (auto& c : key)
    if (c == '-') c = ' ';
  return key;
}

}  // namespace

void Gazetteer::add(NamedThing thing, const std::vector<std::string>& english,
                    const std::vector<std::string>& chinese) {
  const auto index = things_.size();
  things_.push_back(std::move(thing));
  for (const auto& name : english)
    if (!name.empty()) english_.emplace(key_of(name), index);
  for (const auto& name : chinese) {
    if (name.size() < 6) continue;  // one character is no name
    chinese_.emplace(name, index);
    longest_chinese_ = std::max(longest_chinese_, name.size());
  }
}

Result<std::shared_ptr<const Gazetteer>> Gazetteer::load(const std::filesystem::path& data_folder,
                                                         const Vocabulary& vocabulary) {
  const auto folder = data_folder / "language";
  auto organisations = table(folder / "organisations.tsv", 4);
  if (!organisations) return tl::unexpected(std::move(organisations).error());
  auto places = table(folder / "places.tsv", 4);
  if (!places) return tl::unexpected(std::move(places).error());
  if (places->empty()) return empty_table(folder / "places.tsv");
  auto made = std::make_shared<Gazetteer>();
  const auto common = [&](const std::string& name) {
    return name.find(' ') == std::string::npos && vocabulary.rarity(folded(name), false) < kCommonWord;
  };
  for (const auto& row : *organisations) {
    NamedThing thing;
    thing.organisation = row[0].find("Organization") != std::string::npos;
    thing.brand = row[0].find("Brand") != std::string::npos;
    thing.english = row[1];
    thing.chinese = row[2];
    thing.needs_care = vocabulary.count_phrases(folded(row[1]), "also-a-word") > 0;
    std::vector<std::string> english{row[1]};
    std::vector<std::string> chinese{row[2]};
    for (const auto& name : names_in(row[3])) (han_share(name) > 0 ? chinese : english).push_back(name);
    made->add(std::move(thing), english, chinese);
  }
  for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
    NamedThing thing{true,
                     false,
                     false,
                     country_name(*code, icu::Locale::getEnglish()),
                     country_name(*code, icu::Locale::getSimplifiedChinese()),
                     *code,
                     true,
                     false};
    const std::vector<std::string> english{thing.english};
    const std::vector<std::string> chinese{thing.chinese};
    made->add(std::move(thing), english, chinese);
  }
  for (const auto& row : *places) {
    long inhabitants = 0;
    std::from_chars(row[3].data(), row[3].data() + row[3].size(), inhabitants);
    const auto chinese = names_in(row[1]);
    NamedThing thing{true,   false, false, row[0], chinese.empty() ? "" : chinese.front(),
                     row[2], false, false};
    const bool unclear = common(row[0]) && inhabitants < kLargeCity;
    made->add(std::move(thing), unclear ? std::vector<std::string>{} : std::vector<std::string>{row[0]},
              chinese);
  }
  for (const auto& [name, code] :
       {std::pair{"USA", "US"}, {"U.S.", "US"}, {"US", "US"}, {"UK", "GB"}, {"Britain", "GB"}})
    for (std::size_t i = 0; i < made->things_.size(); ++i)
      if (made->things_[i].is_country && made->things_[i].country == code)
        made->english_.emplace(key_of(name), i);
  return made;
}

std::vector<NameFound> Gazetteer::find(const std::string& text, const std::vector<Token>& tokens) const {
  std::vector<NameFound> out;
  for (std::size_t i = 0; i < tokens.size();) {
    const bool chinese = tokens[i].chinese;
    std::size_t next = i + 1;
    NameFound best;
    for (std::size_t n = i; n < tokens.size() && (chinese || n < i + kMostWords); ++n) {
      const auto length = tokens[n].end - tokens[i].begin;
      if (chinese && (length > longest_chinese_ || !tokens[n].chinese)) break;
      const auto name = text.substr(tokens[i].begin, length);
      const auto& names = chinese ? chinese_ : english_;
      const auto found = names.find(chinese ? name : key_of(name));
      if (found == names.end()) continue;
      const bool capital = chinese || begins_with_capital(name);
      const bool unsure = !chinese && i == 0 && n == i && things_[found->second].needs_care;
      // Of two letters only the usual abbreviations: "US", not "Us" or "IT".
      const bool unusual = !chinese && name.size() == 2 && !is_usual_abbreviation(name);
      if (!capital || unsure || unusual) continue;
      best = {found->second, chinese, tokens[i].begin, tokens[n].end};
      next = n + 1;
    }
    if (best.end > 0) out.push_back(best);
    i = next;
  }
  return out;
}

std::string Gazetteer::written(std::size_t thing, bool chinese) const {
  const auto& it = things_[thing];
  const auto& own = (chinese && !it.chinese.empty()) || it.english.empty() ? it.chinese : it.english;
  if (!it.place || it.is_country || it.country.empty()) return own;
  const auto country =
      country_name(it.country, chinese ? icu::Locale::getSimplifiedChinese() : icu::Locale::getEnglish());
  if (country.empty() || country == own) return own;
  return country + (chinese ? "(" : " (") + own + ")";
}

}  // namespace smarttag::language
