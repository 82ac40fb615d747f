#include "language/notes/notes.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "language/notes/salience.h"
#include "language/notes/segmentation.h"

namespace smarttag::language {
namespace {

constexpr std::size_t kKeywords = 12;

std::vector<Chapter> chapters_of(const Talk& talk, const std::vector<double>& weights,
                                 const std::vector<std::size_t>& starts) {
  std::vector<Chapter> out;
  for (std::size_t part = 0; part < starts.size(); ++part) {
    const auto last = part + 1 < starts.size() ? starts[part + 1] : talk.sentences().size();
    std::vector<std::size_t> among(last - starts[part]);
    std::iota(among.begin(), among.end(), starts[part]);
    const auto length =
        static_cast<std::size_t>(30 + std::sqrt(static_cast<double>(talk.units_between(starts[part], last))));
    out.push_back({starts[part], last, headline(talk, starts[part], last),
                   as_text(talk, chosen_sentences(talk, weights, among, length))});
  }
  return out;
}

// A twelfth of the sentences, the weightiest, in order.
std::vector<std::size_t> key_sentences_of(const Talk& talk, const std::vector<double>& weights) {
  const auto count = talk.sentences().size();
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return weights[a] > weights[b]; });
  order.resize(std::min(count, std::clamp<std::size_t>(count / 12, 3, 40)));
  std::sort(order.begin(), order.end());
  return order;
}

// Chapters, their keywords, and of long chapters what is said with each keyword most.
std::vector<Topic> mind_map_of(const Talk& talk, const std::vector<Chapter>& chapters) {
  Topic root{headline(talk, 0, talk.sentences().size()), {}};
  for (const auto& chapter : chapters) {
    Topic topic{chapter.headline, {}};
    for (const auto& keyword : keywords(talk, chapter.first, chapter.last, 4, true))
      topic.topics.push_back({keyword.text, {}});
    root.topics.push_back(std::move(topic));
  }
  return {std::move(root)};
}

}  // namespace

Notes make_notes(const Talk& talk) {
  Notes notes;
  notes.scene = scene_of(talk);
  if (talk.sentences().empty()) return notes;
  const auto starts = segment_starts(talk);
  const auto weights = salience(talk, starts);
  notes.chapters = chapters_of(talk, weights, starts);
  notes.summary = paragraph_summary(talk, weights, starts);
  notes.speakers = speaker_summaries(talk, weights);
  notes.questions = answered_questions(talk, weights, starts);
  notes.mind_map = mind_map_of(talk, notes.chapters);
  notes.keywords = keywords(talk, 0, talk.sentences().size(), kKeywords);
  notes.key_sentences = key_sentences_of(talk, weights);
  notes.actions = actions(talk);
  return notes;
}

}  // namespace smarttag::language
