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

}  // namespace
}  // namespace smarttag::speech
