#include "language/notes/actions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "language/notes/clean_speech.h"
#include "language/notes/questions.h"
#include "language/text/pattern.h"
#include "language/text/unicode.h"

namespace smarttag::language {
namespace {

constexpr std::size_t kLongest = 60;  // units: who says more is telling a story

const Pattern& deadline_pattern() {
  static const std::string kDay = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
  static const std::string kMonth =
      "(?:january|february|march|april|may|june|july|august|september|october|november|december)";
  static const std::string kEnglish =
      "\\b(?:(?:by|before|until|on|no later than|this|next) )?(?:(?:the )?end of (?:the |this |next "
      ")?(?:day|week|month|"
      "year|" +
      kDay + ")|(?:(?:this|next) )?" + kDay +
      "(?: (?:morning|afternoon|evening|noon))?|tomorrow(?: (?:morning|"
      "afternoon|evening))?|tonight|(?:this|next) (?:week|month|year|meeting)|" +
      kMonth +
      "(?: the)? \\d{1,2}(?:st|nd|rd|"
      "th)?|(?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: of)? " +
      kMonth + "|(?:the )?\\d{1,2}(?:st|nd|rd|th)|noon)\\b";
  static const std::string kChinese =
      "(?:(?:在|到)?(?:下个?|本|这个?)?(?:周|星期|礼拜)[一二三四五六日天末]|明天|后天|今天|今晚|下周|本周|"
      "这周|下个月|"
      "(?:这个|本)?月(?:底|初)|年底|[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}[号日]|"
      "[0-9一二三四五六七八九十]{1,3}[号日])(?:上午|下午|晚上|中午|早上)?(?:之前|以前|前)?";
  static const Pattern kPattern(("(?:" + kEnglish + ")|(?:" + kChinese + ")").c_str(), true);
  return kPattern;
}

// The names of those who speak and of those who are called by a name in the talk.
std::set<std::string> known_names(const Talk& talk) {
  std::set<std::string> names;
  for (const auto& turn : talk.transcript.turns) {
    if (turn.speaker.size() < 2 || turn.speaker.find_first_not_of("0123456789") == std::string::npos)
      continue;
    names.insert(turn.speaker);
    if (const auto space = turn.speaker.find(' '); space != std::string::npos)
      names.insert(turn.speaker.substr(0, space));
  }
  return names;
}

std::optional<std::string> name_in(const std::string& text, const std::set<std::string>& names, bool chinese,
                                   const Vocabulary& vocabulary) {
  std::size_t first = std::string::npos;
  std::string best;
  for (const auto& name : names) {
    const auto at = text.find(name);
    if (at == std::string::npos || at > first || (at == first && name.size() < best.size())) continue;
    const auto end = at + name.size();
    const auto letter = [&](std::size_t i) {
      return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i])) != 0;
    };
    if (!chinese && ((at > 0 && letter(at - 1)) || letter(end))) continue;
    first = at;
    best = name;
  }
  if (!best.empty()) return best;
  // Not a speaker: a capital before what obliges, a Chinese surname with a given name or a title.
  static const Pattern kEnglish(
      R"((?:^|[^.] |, )([A-Z][a-z]{2,15})(?:,? (?:will|needs to|has to|should|is going to|must|can you|could you|please)\b))");
  static const Pattern kChinese(
      "((?:小|老)?(?:王|李|张|刘|陈|杨|赵|黄|周|吴|徐|孙|胡|朱|高|林|何|郭|马|罗|梁|宋|郑|谢|韩|唐|冯|于|董|"
      "萧|程|曹|袁|邓|许|傅|沈|曾|彭|吕|苏|"
      "卢|蒋|蔡|贾|丁|魏|薛|叶|阎|余|潘|杜|戴|夏|钟|汪|田|任|姜|范|方|石|姚|谭|廖|邹|熊|金|陆|郝|孔|白|崔|康|"
      "毛|邱|秦|江|史|顾|侯|邵|孟|龙|万|段|雷|钱|汤|尹|黎|易|常|武|乔|贺|赖|龚|文)"
      "\\p{Han}{0,2}?(?:老师|经理|工|总|哥|姐)?)(?:，)?(?:来|会|要|需要|负责|在|请|你|把|得|去)");
  const auto found = (chinese ? kChinese : kEnglish).search(text);
  if (!found || (chinese && (*found)[1].size() < 6)) return std::nullopt;
  // "Well, could you", "Team, please": words that a sentence begins with.
  const auto word = folded((*found)[1]);
  if (vocabulary.is_stop_word(word) || vocabulary.count_phrases(word, "also-a-word") > 0) return std::nullopt;
  return (*found)[1];
}

// The sentence in small letters with one space at both ends, and one in place of marks and between scripts:
// so that " i will " stands in "好的，I will".
std::string spaced(const std::string& folded) {
  static const Pattern kMarks(R"([^\p{L}\p{N}'’]+)");
  static const Pattern kScripts(R"((?<=\p{Han})(?=[a-z0-9])|(?<=[a-z0-9])(?=\p{Han}))");
  static const Pattern kApostrophe("’");
  return kScripts.replaced(kApostrophe.replaced(kMarks.replaced(" " + folded + " ", " "), "'"), " ");
}

bool says(const std::string& spaced_text, std::string_view pattern) {
  return spaced_text.find(pattern) != std::string::npos;
}

// Who "I", "you" or a name means. In a talk in two languages a sentence may mix them.
std::string person(const Talk& talk, std::size_t s, const std::string& said,
                   const std::set<std::string>& names) {
  const auto& text = talk.sentences()[s].text;
  const bool chinese = han_share(text) > 0.5;
  if (const auto name = name_in(text, names, chinese, *talk.vocabulary)) return *name;
  if ((says(said, "我") && !says(said, "我们")) || says(said, " i'll ") || says(said, " i will ") ||
      says(said, " i need to ") || says(said, " i have to ") || says(said, " i'm going to "))
    return talk.speaker(s);
  if (!says(said, "你") && !says(said, " you ") && !says(said, " you'll ")) return {};
  for (auto next = s + 1; next < talk.sentences().size() && next < s + 6; ++next)
    if (talk.speaker(next) != talk.speaker(s)) return talk.speaker(next);
  return {};
}

bool is_request(const std::string& said) {
  return says(said, " can you ") || says(said, " could you ") || says(said, " would you ") ||
         says(said, "能不能") || says(said, "可以吗") || says(said, "能否");
}

// What speaks of the past, of conditions or of people in general is no task.
bool hypothetical(const std::string& said) {
  constexpr std::array kMarks{" if ",       " would ",     " used to ", " yesterday ", " last week",
                              " last year", " last month", " might ",   "如果",        "上周",
                              "昨天",       "去年",        "已经",      "应该是",      "可能会"};
  return std::any_of(kMarks.begin(), kMarks.end(), [&](const char* mark) { return says(said, mark); });
}

}  // namespace

std::vector<Action> actions(const Talk& talk) {
  const auto names = known_names(talk);
  std::vector<Action> out;
  for (std::size_t s = 0; s < talk.sentences().size(); ++s) {
    const auto said = spaced(talk.folded[s]);
    if (talk.units[s] < 4 || talk.units[s] > kLongest || hypothetical(said)) continue;
    const bool request = is_request(said);
    if (asks(talk, s) && !request) continue;
    if (!request && talk.vocabulary->count_phrases(said, "task") == 0) continue;
    Action action{s, person(talk, s, said, names), {}, {}};
    const auto& text = talk.sentences()[s].text;
    if (const auto when = deadline_pattern().search(text)) action.when = when->front();
    if (action.when.empty() || action.who.empty()) {
      // Less is known of it, so it must be one of the things that people are asked to do.
      if (talk.vocabulary->count_phrases(said, "task-verb") == 0) continue;
      const bool firm = !action.who.empty() &&
                        (request || says(said, " will ") || says(said, "'ll ") || says(said, "负责"));
      const bool dated = !action.when.empty() && talk.units[s] < 40;
      if (!firm && !dated) continue;
      if (firm && action.when.empty() && talk.units[s] > 30) continue;
    }
    action.what = clean_speech(text, *talk.vocabulary);
    out.push_back(std::move(action));
  }
  return out;
}

}  // namespace smarttag::language
