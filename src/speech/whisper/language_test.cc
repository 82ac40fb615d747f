#include "speech/whisper/language.h"

#include <cmath>

#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

const std::vector<float> kNoPriors(3, 0);

LanguageEvidence heard(std::vector<double> probabilities, double seconds) {
  LanguageEvidence evidence;
  evidence.seconds = seconds;
  for (const double p : probabilities) evidence.log_probabilities.push_back(static_cast<float>(std::log(p)));
  return evidence;
}

TEST(Languages, AClearChangeIsKept) {
  const std::vector<LanguageEvidence> pieces{heard({0.98, 0.01, 0.01}, 3), heard({0.01, 0.98, 0.01}, 3),
                                             heard({0.98, 0.01, 0.01}, 3)};
  EXPECT_EQ(most_probable_languages(pieces, kNoPriors, -1, kCautious), (std::vector<int>{0, 1, 0}));
}

TEST(Languages, AShortUnclearPieceFollowsItsNeighbours) {
  const std::vector<LanguageEvidence> pieces{heard({0.9, 0.05, 0.05}, 3), heard({0.3, 0.1, 0.6}, 0.4),
                                             heard({0.9, 0.05, 0.05}, 3)};
  EXPECT_EQ(most_probable_languages(pieces, kNoPriors, -1, kCautious), (std::vector<int>{0, 0, 0}));
}

TEST(Languages, TheLanguageBeforeCounts) {
  const std::vector<LanguageEvidence> unclear{heard({0.5, 0.4, 0.1}, 1)};
  EXPECT_EQ(most_probable_languages(unclear, kNoPriors, -1, kCautious), (std::vector<int>{0}));
  EXPECT_EQ(most_probable_languages(unclear, kNoPriors, 1, kCautious), (std::vector<int>{1}));
  const std::vector<LanguageEvidence> clear{heard({0.98, 0.01, 0.01}, 3)};
  EXPECT_EQ(most_probable_languages(clear, kNoPriors, 1, kCautious), (std::vector<int>{0}));
}

TEST(Languages, AnEagerCourseChangesOnLess) {
  const std::vector<LanguageEvidence> pieces{heard({0.98, 0.01, 0.01}, 3), heard({0.1, 0.89, 0.01}, 3),
                                             heard({0.98, 0.01, 0.01}, 3)};
  EXPECT_EQ(most_probable_languages(pieces, kNoPriors, -1, kCautious), (std::vector<int>{0, 0, 0}));
  EXPECT_EQ(most_probable_languages(pieces, kNoPriors, -1, kEager), (std::vector<int>{0, 1, 0}));
}

TEST(Languages, PriorsDecideWhatIsUndecided) {
  const std::vector<std::string> codes{"mi", "en", "zh"};
  const auto priors = language_priors(codes);
  EXPECT_EQ(priors[1], 0);
  EXPECT_LT(priors[0], priors[2]);
  const std::vector<LanguageEvidence> unclear{heard({0.5, 0.4, 0.1}, 2)};
  EXPECT_EQ(most_probable_languages(unclear, priors, -1, kCautious), (std::vector<int>{1}));
}

TEST(Languages, NothingHeardNothingSaid) {
  EXPECT_TRUE(most_probable_languages({}, kNoPriors, 0, kCautious).empty());
}

TEST(Languages, LogProbabilitiesAddUpToOne) {
  double sum = 0;
  for (const float p : log_probabilities(std::vector<float>{1000, 999, -1000})) sum += std::exp(p);
  EXPECT_NEAR(sum, 1, 1e-6);
}

TEST(LanguageRuns, NeighboursInOneLanguageAreOneRun) {
  EXPECT_TRUE(runs_of({}).empty());
  EXPECT_EQ(runs_of(std::vector{4, 4, 1, 4}), (std::vector<LanguageRun>{{0, 1, 4}, {2, 2, 1}, {3, 3, 4}}));
}

TEST(LanguageRuns, LongPiecesCountForMore) {
  const std::vector<LanguageEvidence> pieces{{{-1.0F, -2.0F}, 3}, {{-0.2F, -5.0F}, 1}, {{-9.0F, 0.0F}, 1}};
  EXPECT_NEAR(evidence_for(pieces, {0, 1, 0}), -0.8, 1e-6);
  EXPECT_EQ(evidence_for(pieces, {2, 2, 1}), 0);
}

}  // namespace
}  // namespace smarttag::speech
