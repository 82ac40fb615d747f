#include "language/labels/text_labels.h"

#include <algorithm>
#include <map>
#include <set>

#include "language/notes/keywords.h"
#include "language/text/pattern.h"
#include "language/text/unicode.h"

namespace smarttag::language {
namespace {

constexpr std::size_t kSpokenKeywords = 6;
constexpr std::size_t kSpokenTimes = 3;  // what is said less often is not what a talk is about
constexpr std::size_t kShownKeywords = 6;
constexpr std::size_t kWordsForOne =
    12;  // telling words on screen for each keyword: few lines have few subjects

struct Mentions {
  int english = 0;
  int chinese = 0;
  std::size_t first = 0;  // in order of appearance
};

class Collector {
 public:
  explicit Collector(const Gazetteer& gazetteer) : gazetteer_(gazetteer) {}

  void add(const Talk& talk) {
    for (std::size_t s = 0; s < talk.sentences().size(); ++s) {
      const auto& text = talk.sentences()[s].text;
      const auto found = gazetteer_.find(text, talk.tokens[s]);
      const auto whole = add_by_suffix(text, found);
      for (const auto& name : found) {
        // A place in the name of an organisation is not spoken of by itself.
        if (name.begin >= whole.first && name.end <= whole.second && gazetteer_.things()[name.thing].place)
          continue;
        auto& mentions = things_[name.thing];
        if (mentions.english + mentions.chinese == 0) mentions.first = order_++;
        ++(name.chinese ? mentions.chinese : mentions.english);
      }
    }
  }

  [[nodiscard]] std::vector<std::pair<std::size_t, Mentions>> things() const {
    std::vector<std::pair<std::size_t, Mentions>> out(things_.begin(), things_.end());
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
      const int left = a.second.english + a.second.chinese;
      const int right = b.second.english + b.second.chinese;
      return left != right ? left > right : a.second.first < b.second.first;
    });
    return out;
  }

  [[nodiscard]] const std::vector<std::string>& by_suffix() const { return by_suffix_; }

 private:
  // Organisations that no list knows but their last word tells. Where the last of them stands: bytes.
  std::pair<std::size_t, std::size_t> add_by_suffix(const std::string& text,
                                                    const std::vector<NameFound>& found) {
    static const Pattern kEnglish(
        R"(\b((?:[A-Z][\w&'-]+ (?:of |and |for |the )?){1,5}(?:University|Institute|Committee|Corporation|Association|Council|Agency|Foundation|Commission|Academy|Hospital|Ministry|Bank|Party))\b)");
    static const Pattern kChinese(
        "(\\p{Han}{2,12}?(?:集团|有限公司|大学|学院|研究院|研究所|银行|电视台|协会|委员会|联合会|基金会|医院|"
        "出版社|法院))");
    std::pair<std::size_t, std::size_t> whole{0, 0};
    for (const auto* pattern : {&kEnglish, &kChinese}) {
      const auto match = pattern->search(text);
      if (!match) continue;
      auto name = (*match)[1];
      if (name.starts_with("The ")) name.erase(0, 4);
      const auto at = text.find(name);
      whole = {at, at + name.size()};
      const bool known = std::any_of(found.begin(), found.end(), [&](const NameFound& f) {
        return f.begin < at + name.size() && at < f.end && !gazetteer_.things()[f.thing].place;
      });
      if (!known && std::find(by_suffix_.begin(), by_suffix_.end(), name) == by_suffix_.end())
        by_suffix_.push_back(std::move(name));
    }
    return whole;
  }

  const Gazetteer& gazetteer_;
  std::map<std::size_t, Mentions> things_;
  std::vector<std::string> by_suffix_;
  std::size_t order_ = 0;
};

void add_once(std::vector<std::string>& list, std::string name) {
  if (!name.empty() && std::find(list.begin(), list.end(), name) == list.end())
    list.push_back(std::move(name));
}

// A country of which a city is named too stands in the city's label.
void drop_covered_countries(const Gazetteer& gazetteer,
                            std::vector<std::pair<std::size_t, Mentions>>& things) {
  std::set<std::string> covered;
  for (const auto& [index, mentions] : things)
    if (gazetteer.things()[index].place && !gazetteer.things()[index].is_country)
      covered.insert(gazetteer.things()[index].country);
  std::erase_if(things, [&](const auto& entry) {
    const auto& thing = gazetteer.things()[entry.first];
    return thing.is_country && covered.count(thing.country) > 0;
  });
}

// The talk without the words of names: they are labels already.
Talk without_names(Talk talk, const Gazetteer& gazetteer) {
  for (std::size_t s = 0; s < talk.sentences().size(); ++s)
    for (const auto& name : gazetteer.find(talk.sentences()[s].text, talk.tokens[s]))
      for (auto& token : talk.tokens[s])
        if (token.begin >= name.begin && token.end <= name.end) {
          token.weight = 0;
          token.joins = false;
        }
  return talk;
}

// What programmes write on every screen: "evening news", "live".
bool is_of_the_screen(const std::string& keyword, const Talk& talk) {
  return talk.vocabulary->count_phrases(folded(keyword), "screen") > 0;
}

std::size_t telling_words(const Talk& talk) {
  std::size_t words = 0;
  for (const auto& terms : talk.term_ids) words += terms.size();
  return words;
}

// `least`: how often it is said or shown.
void add_keywords(const Talk& talk, std::size_t most, std::size_t least, std::vector<std::string>& out) {
  const auto before = out.size();
  for (const auto& keyword : keywords(talk, 0, talk.sentences().size(), most * 4))
    if (keyword.sentences.size() >= least && out.size() < before + most &&
        !is_of_the_screen(keyword.text, talk))
      add_once(out, keyword.text);
}

}  // namespace

std::string main_language(const Talk& spoken, const Talk& shown) {
  std::size_t chinese = 0, all = 0;
  for (const auto* talk : {&spoken, &shown})
    for (std::size_t s = 0; s < talk->sentences().size(); ++s) {
      all += talk->units[s];
      if (han_share(talk->sentences()[s].text) > 0.5) chinese += talk->units[s];
    }
  if (5 * chinese >= 4 * all) return all == 0 ? "" : "zh";
  return 5 * chinese <= all ? "en" : "";
}

TextLabels text_labels(const Talk& spoken, const Talk& shown, const Gazetteer& gazetteer,
                       const std::string& language) {
  Collector collector(gazetteer);
  collector.add(shown);
  collector.add(spoken);
  auto things = collector.things();
  drop_covered_countries(gazetteer, things);
  TextLabels labels;
  for (const auto& [index, mentions] : things) {
    const auto& thing = gazetteer.things()[index];
    const bool chinese = language.empty() ? mentions.chinese > mentions.english : language == "zh";
    const auto name = gazetteer.written(index, chinese);
    if (thing.place) add_once(labels.regions, name);
    if (thing.organisation) add_once(labels.organisations, name);
    if (thing.brand) add_once(labels.brands, name);
  }
  for (const auto& name : collector.by_suffix()) add_once(labels.organisations, name);
  const auto most = std::clamp<std::size_t>(telling_words(shown) / kWordsForOne, 1, kShownKeywords);
  add_keywords(without_names(shown, gazetteer), most, 1, labels.keywords);
  add_keywords(without_names(spoken, gazetteer), kSpokenKeywords, kSpokenTimes, labels.keywords);
  return labels;
}

}  // namespace smarttag::language
