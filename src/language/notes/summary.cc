#include "language/notes/summary.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>

#include "language/notes/clean_speech.h"
#include "language/notes/keywords.h"
#include "language/notes/questions.h"
#include "language/text/unicode.h"

namespace smarttag::language {
namespace {

constexpr double kRepetition = 0.6;

std::size_t summary_units(const Talk& talk) {
  const double minutes = talk.seconds() / 60;
  const double units = talk.chinese() ? 55 + 18 * std::sqrt(minutes) : 50 + 14 * std::sqrt(minutes);
  return static_cast<std::size_t>(units);
}

bool is_name(const std::string& text) { return !text.empty() && text.front() >= 'A' && text.front() <= 'Z'; }

// Whether the name is one, and not the number of a voice.
bool is_named(const std::string& speaker) {
  return speaker.size() > 1 && speaker.find_first_of("0123456789") == std::string::npos;
}

// The sentences, led by who said them where speakers have names.
std::string attributed(const Talk& talk, const std::vector<std::size_t>& sentences) {
  std::string out;
  std::string before;
  for (const auto s : sentences) {
    auto text = as_text(talk, {s});
    if (text.empty()) continue;
    const auto& speaker = talk.speaker(s);
    if (is_named(speaker) && speaker != before) text = speaker + (talk.chinese() ? "说：" : " said: ") + text;
    before = speaker;
    if (!out.empty() && !talk.chinese()) out += ' ';
    out += text;
  }
  return out;
}

// "Then the discussion turned to buttons and colours."
std::string introduction_of(const Talk& talk, const std::vector<std::size_t>& starts, std::size_t part) {
  const auto last = part + 1 < starts.size() ? starts[part + 1] : talk.sentences().size();
  const auto words = keywords(talk, starts[part], last, 3, true);
  if (words.empty()) return {};
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0)
      list += i + 1 == words.size() ? (talk.chinese() ? "和" : " and ") : (talk.chinese() ? "、" : ", ");
    list += talk.chinese() ? words[i].text : (is_name(words[i].text) ? "" : "the ") + words[i].text;
  }
  const bool first = part == 0;
  const bool end = part + 1 == starts.size();
  if (talk.chinese()) return (first ? "首先讨论了" : end ? "最后讨论了" : "然后讨论了") + list + "。";
  if (first) return "The talk was mainly about " + list + ".";
  return (end ? "In the end, the discussion turned to " : "Then the discussion turned to ") + list + ".";
}

}  // namespace

std::vector<std::size_t> chosen_sentences(const Talk& talk, const std::vector<double>& salience,
                                          const std::vector<std::size_t>& among, std::size_t units) {
  // The best are enough: so the time does not grow with the square of the talk.
  std::vector<std::size_t> best;
  std::copy_if(among.begin(), among.end(), std::back_inserter(best), [&](auto s) {
    return talk.units[s] >= (talk.chinese() ? 12U : 7U) && talk.units[s] <= units;
  });
  if (best.empty()) best = among;  // one that is too long is better than none
  std::stable_sort(best.begin(), best.end(), [&](auto a, auto b) { return salience[a] > salience[b]; });
  if (best.size() > 60) best.resize(60);
  std::vector<TermVector> vectors;
  vectors.reserve(best.size());
  for (const auto s : best) vectors.push_back(talk.vector(s, s + 1));
  std::vector<double> values;
  for (const auto s : best) values.push_back(salience[s]);
  std::vector<bool> used(best.size());
  std::vector<std::size_t> out;
  std::size_t length = 0;
  for (;;) {
    std::size_t next = best.size();
    for (std::size_t i = 0; i < best.size(); ++i) {
      const bool fits = out.empty() || length + talk.units[best[i]] <= units;
      if (!used[i] && fits && talk.units[best[i]] > 0 && (next == best.size() || values[i] > values[next]))
        next = i;
    }
    if (next == best.size()) break;
    used[next] = true;
    out.push_back(best[next]);
    length += talk.units[best[next]];
    for (std::size_t i = 0; i < best.size(); ++i)
      if (!used[i]) values[i] -= kRepetition * salience[best[i]] * cosine(vectors[i], vectors[next]);
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string as_text(const Talk& talk, const std::vector<std::size_t>& sentences) {
  std::string out;
  for (const auto s : sentences) {
    const auto clean = clean_speech(talk.sentences()[s].text, *talk.vocabulary);
    if (clean.empty()) continue;
    if (!out.empty() && !talk.chinese()) out += ' ';
    out += clean;
  }
  return out;
}

std::string paragraph_summary(const Talk& talk, const std::vector<double>& salience,
                              const std::vector<std::size_t>& starts) {
  const auto count = talk.sentences().size();
  const auto budget = static_cast<double>(summary_units(talk));
  std::vector<double> share;
  for (std::size_t part = 0; part < starts.size(); ++part) {
    const auto last = part + 1 < starts.size() ? starts[part + 1] : count;
    share.push_back(std::sqrt(static_cast<double>(talk.units_between(starts[part], last))));
  }
  const double all = std::accumulate(share.begin(), share.end(), 0.0);
  std::string out;
  for (std::size_t part = 0; part < starts.size(); ++part) {
    const auto last = part + 1 < starts.size() ? starts[part + 1] : count;
    std::vector<std::size_t> among;
    for (auto s = starts[part]; s < last; ++s)
      if (!asks(talk, s)) among.push_back(s);
    const auto introduction = starts.size() > 1 ? introduction_of(talk, starts, part) : std::string{};
    const auto units = static_cast<std::size_t>(budget * share[part] / all);
    const auto text = attributed(talk, chosen_sentences(talk, salience, among, units));
    for (const auto& piece : {introduction, text}) {
      if (!out.empty() && !piece.empty() && !talk.chinese()) out += ' ';
      out += piece;
    }
  }
  return out;
}

std::vector<SpeakerSummary> speaker_summaries(const Talk& talk, const std::vector<double>& salience) {
  std::vector<std::string> order;
  std::map<std::string, std::vector<std::size_t>> said;
  for (std::size_t s = 0; s < talk.sentences().size(); ++s) {
    auto& list = said[talk.speaker(s)];
    if (list.empty()) order.push_back(talk.speaker(s));
    list.push_back(s);
  }
  std::vector<SpeakerSummary> out;
  for (const auto& speaker : order) {
    std::size_t units = 0;
    for (const auto s : said[speaker]) units += talk.units[s];
    const auto length = static_cast<std::size_t>(25 + std::sqrt(static_cast<double>(units)));
    auto text = as_text(talk, chosen_sentences(talk, salience, said[speaker], length));
    if (!text.empty()) out.push_back({speaker, std::move(text)});
  }
  return out;
}

}  // namespace smarttag::language
