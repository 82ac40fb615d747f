#include "language/notes/questions.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "language/notes/actions.h"
#include "language/notes/summary.h"

namespace smarttag::language {
namespace {

constexpr std::size_t kReach = 25;        // sentences after a question in which its answer stands
constexpr std::size_t kRoomUnits = 80;    // what is said there: an answer stands together
constexpr std::size_t kAnswerUnits = 70;  // of an answer
constexpr std::size_t kShortestAnswer = 8;
constexpr std::size_t kShortestReply = 3;
constexpr std::size_t kLongestReply = 12;
constexpr std::size_t kMostQuestions = 30;

struct Found {
  AnsweredQuestion pair;
  double weight = 0;
  std::size_t place = 0;
};

bool has_mark(const std::string& text) { return text.ends_with('?') || text.ends_with("？"); }

// Telling words, each once.
std::set<int> terms_of(const Talk& talk, std::size_t first, std::size_t last) {
  std::set<int> out;
  for (auto s = first; s < last; ++s) out.insert(talk.term_ids[s].begin(), talk.term_ids[s].end());
  return out;
}

// Where the answer may stand: after the question up to its asker's next question, or the end of the reach.
std::vector<std::size_t> answer_room(const Talk& talk, std::size_t question) {
  const auto& asker = talk.speaker(question);
  const bool alone = talk.transcript.turns[talk.sentences()[question].turn].last > question + 4;
  std::vector<std::size_t> room;
  bool others = false;
  std::size_t units = 0;
  for (auto s = question + 1; s < talk.sentences().size() && s <= question + kReach; ++s) {
    const bool own = talk.speaker(s) == asker && talk.sentences()[s].turn == talk.sentences()[question].turn;
    if (own && !alone) continue;
    const bool turns_away = talk.vocabulary->count_phrases(talk.folded[s], "topic") > 0;
    if (!own && talk.speaker(s) == asker && turns_away && !alone) break;
    if (others && talk.speaker(s) == asker && asks(talk, s) && talk.units[s] > 3) break;
    if (!asker.empty() && talk.speaker(s) != asker) others = true;
    if (!asker.empty() && talk.speaker(s) == asker && !alone) continue;
    room.push_back(s);
    units += talk.units[s];
    if (units >= kRoomUnits) break;
  }
  return room;
}

// The sentences of the room that answer best: near, weighty, of the question's words.
std::vector<std::size_t> answer_in(const Talk& talk, const std::vector<std::size_t>& room,
                                   std::size_t question, const std::vector<double>& salience) {
  const auto asked = terms_of(talk, question, question + 1);
  std::vector<double> values = salience;
  std::vector<std::size_t> among;
  for (std::size_t i = 0; i < room.size(); ++i) {
    const auto s = room[i];
    if (asks(talk, s)) continue;
    const auto own = terms_of(talk, s, s + 1);
    const auto shared =
        std::count_if(own.begin(), own.end(), [&](int term) { return asked.count(term) > 0; });
    values[s] = salience[s] * (1 + 0.5 * static_cast<double>(shared)) / (1 + 0.12 * static_cast<double>(i));
    among.push_back(s);
  }
  auto chosen = chosen_sentences(talk, values, among, kAnswerUnits);
  // A short reply ("I hope so.") weighs nothing and is the answer all the same.
  const auto first = room.empty() ? question : room.front();
  if (!among.empty() && among.front() == first && talk.speaker(first) != talk.speaker(question) &&
      talk.units[first] >= kShortestReply && talk.units[first] <= kLongestReply * (talk.chinese() ? 2 : 1) &&
      std::find(chosen.begin(), chosen.end(), first) == chosen.end())
    chosen.insert(chosen.begin(), first);
  return chosen;
}

// A question and the sentence before it, if that is the same speaker's and names what is asked of.
std::vector<std::size_t> with_context(const Talk& talk, std::size_t question) {
  std::vector<std::size_t> out{question};
  const bool poor = terms_of(talk, question, question + 1).size() < 3;
  if (poor && question > 0 && talk.sentences()[question - 1].turn == talk.sentences()[question].turn &&
      terms_of(talk, question - 1, question).size() >= 2)
    out.insert(out.begin(), question - 1);
  return out;
}

std::vector<Found> all_pairs(const Talk& talk, const std::vector<double>& salience) {
  std::vector<Found> out;
  std::set<std::size_t> requests;
  for (const auto& action : actions(talk)) requests.insert(action.sentence);
  for (std::size_t s = 0; s + 1 < talk.sentences().size(); ++s) {
    if (!asks(talk, s) || requests.count(s) > 0 || talk.units[s] < (talk.chinese() ? 8U : 5U)) continue;
    Found found;
    found.pair.question = with_context(talk, s);
    const auto asked = terms_of(talk, found.pair.question.front(), s + 1);
    if (asked.empty()) continue;
    const auto room = answer_room(talk, s);
    found.pair.answer = answer_in(talk, room, s, salience);
    std::size_t units = 0;
    for (const auto a : found.pair.answer) units += talk.units[a];
    if (units < kShortestAnswer) continue;
    double weight = 0;
    for (const int term : asked) weight += talk.weights[static_cast<std::size_t>(term)];
    found.weight = std::sqrt(weight) * std::log(static_cast<double>(units));
    found.place = s;
    out.push_back(std::move(found));
  }
  return out;
}

}  // namespace

bool asks(const Talk& talk, std::size_t sentence) {
  const auto& text = talk.folded[sentence];
  const auto& words = *talk.vocabulary;
  bool mark = has_mark(text);
  if (!mark) {
    if (talk.chinese())
      return text.find("想问") != std::string::npos || text.find("请问") != std::string::npos;
    return false;
  }
  for (const auto& tag : words.phrases("tag")) {
    const auto at = text.rfind(tag);
    if (at != std::string::npos && at + tag.size() + 3 >= text.size())  // "…, right?"
      return words.count_phrases(std::string_view(text).substr(0, at), "question") > 0 && !talk.chinese();
  }
  return true;
}

std::vector<AnsweredQuestion> answered_questions(const Talk& talk, const std::vector<double>& salience,
                                                 const std::vector<std::size_t>& starts) {
  auto found = all_pairs(talk, salience);
  const auto wanted =
      std::clamp<std::size_t>(static_cast<std::size_t>(talk.seconds() / 60) + 4, 4, kMostQuestions);
  std::vector<std::size_t> in_segment(starts.size());
  const auto segment = [&](std::size_t s) {
    return static_cast<std::size_t>(std::upper_bound(starts.begin(), starts.end(), s) - starts.begin()) - 1;
  };
  const auto most = (wanted + starts.size() - 1) / starts.size() + 2;
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.weight > b.weight; });
  std::vector<Found> kept;
  for (auto& candidate : found) {
    if (kept.size() == wanted) break;
    const bool near = std::any_of(kept.begin(), kept.end(), [&](const Found& other) {
      return std::max(other.place, candidate.place) - std::min(other.place, candidate.place) < 4;
    });
    if (near || ++in_segment[segment(candidate.place)] > most) continue;
    kept.push_back(std::move(candidate));
  }
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.place < b.place; });
  std::vector<AnsweredQuestion> out;
  for (auto& one : kept) {
    one.pair.question_text = as_text(talk, one.pair.question);
    one.pair.answer_text = as_text(talk, one.pair.answer);
    out.push_back(std::move(one.pair));
  }
  return out;
}

}  // namespace smarttag::language
