#include "language/notes/scene.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "language/notes/questions.h"

namespace smarttag::language {
namespace {

struct Measures {
  double speakers = 0;                             // who say at least 3 %
  double first_share = 0;                          // of the one who says most
  double asker_share = 0;                          // of all questions, by the one who asks most
  double asker_says = 0;                           // share of all words by that one
  double questions = 0;                            // a hundred sentences
  double meeting = 0, lecture = 0, interview = 0;  // phrases a thousand units
};

Measures measure(const Talk& talk) {
  Measures out;
  std::map<std::string, double> says;
  std::map<std::string, double> asked;
  double units = 0;
  double questions = 0;
  for (std::size_t s = 0; s < talk.sentences().size(); ++s) {
    says[talk.speaker(s)] += static_cast<double>(talk.units[s]);
    units += static_cast<double>(talk.units[s]);
    if (asks(talk, s)) {
      ++asked[talk.speaker(s)];
      ++questions;
    }
    out.meeting += static_cast<double>(talk.vocabulary->count_phrases(talk.folded[s], "meeting"));
    out.lecture += static_cast<double>(talk.vocabulary->count_phrases(talk.folded[s], "lecture"));
    out.interview += static_cast<double>(talk.vocabulary->count_phrases(talk.folded[s], "interview"));
  }
  if (units == 0) return out;
  for (const auto& [speaker, own] : says) {
    if (own / units >= 0.03) ++out.speakers;
    out.first_share = std::max(out.first_share, own / units);
  }
  for (const auto& [speaker, own] : asked)
    if (own / questions > out.asker_share) {
      out.asker_share = own / questions;
      out.asker_says = says[speaker] / units;
    }
  out.questions = 100 * questions / static_cast<double>(talk.sentences().size());
  for (auto* phrases : {&out.meeting, &out.lecture, &out.interview})
    *phrases = std::min(8.0, *phrases * 1000 / units);
  return out;
}

}  // namespace

Scene scene_of(const Talk& talk) {
  if (talk.sentences().empty()) return {1.0 / 3, 1.0 / 3, 1.0 / 3};
  const auto m = measure(talk);
  const bool several = m.speakers >= 2;
  const double asked_by_one = several && m.questions > 2 ? m.asker_share * (m.asker_says < 0.5 ? 1 : 0.3) : 0;
  const double lecture = 2.5 * (m.first_share - 0.6) / 0.4 + 0.25 * m.lecture - (several ? 0.5 : -1.0);
  const double interview =
      2.2 * asked_by_one + 0.3 * m.interview - (several ? 0.3 * std::max(0.0, m.speakers - 3) : 1.5);
  const double meeting = (m.speakers >= 3 ? 1.2 : 0.2) + 0.25 * m.meeting -
                         2 * std::max(0.0, m.first_share - 0.6) - (several ? 0 : 1.0);
  const double top = std::max({lecture, interview, meeting});
  Scene scene{std::exp(interview - top), std::exp(lecture - top), std::exp(meeting - top)};
  const double all = scene.interview + scene.lecture + scene.meeting;
  return {scene.interview / all, scene.lecture / all, scene.meeting / all};
}

}  // namespace smarttag::language
