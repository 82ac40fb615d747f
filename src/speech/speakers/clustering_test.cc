#include "speech/speakers/clustering.h"

#include <random>
#include <set>

#include <gtest/gtest.h>

#include "speech/speakers/naming.h"

namespace smarttag::speech {
namespace {

// Vectors of one voice: `number` gives its direction, noise of a fixed seed what differs from piece to piece.
VoiceVector piece_of(int number, std::mt19937& random, float noise = 0.05F) {
  std::normal_distribution<float> normal(0, noise);
  VoiceVector vector{};
  for (float& value : vector) value = normal(random);
  vector[static_cast<std::size_t>(number)] += 1;
  const float length = std::sqrt(cosine(vector, vector));
  for (float& value : vector) value /= length;
  return vector;
}

std::vector<WeightedVoice> pieces(const std::vector<int>& numbers, float noise = 0.05F) {
  std::mt19937 random(1);
  std::vector<WeightedVoice> voices;
  for (const int number : numbers) voices.push_back({piece_of(number, random, noise), 150});
  return voices;
}

TEST(Cluster, VoicesAreToldApart) {
  EXPECT_EQ(cluster(pieces({0, 1, 0, 2, 1, 0}), 0.35F), (std::vector<int>{0, 1, 0, 2, 1, 0}));
}

TEST(Cluster, NothingGivesNothing) {
  EXPECT_TRUE(cluster({}, 0.35F).empty());
  EXPECT_TRUE(find_speakers({}, 3).empty());
}

TEST(Cluster, ManyVectorsInPartsGiveTheSameVoices) {
  std::vector<int> numbers(3 * kAtOnce);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<int>(i / 7 % 3);
  const auto labels = cluster(pieces(numbers), 0.35F);
  EXPECT_EQ(std::set<int>(labels.begin(), labels.end()).size(), 3U);
  for (std::size_t i = 0; i < numbers.size(); ++i)
    EXPECT_EQ(labels[i], labels[static_cast<std::size_t>(numbers[i]) * 7]);
}

TEST(FindSpeakers, VoicesThatAreHeardAtOneTimeCountAsLessAlike) {
  std::vector<WeightedVoice> voices(2);
  voices[0] = {{}, 300, 0, 0, 160000};
  voices[1] = {{}, 300, 1, 80000, 240000};
  voices[0].vector[0] = 1;
  voices[1].vector[0] = 0.4F;
  voices[1].vector[1] = std::sqrt(1 - 0.4F * 0.4F);
  EXPECT_EQ(find_speakers(voices, 0).size(), 2U);
  voices[1].local_from = voices[0].local_to;
  EXPECT_EQ(find_speakers(voices, 0).size(), 1U);
}

TEST(FindSpeakers, OneVoiceIsNeverDividedForTheSakeOfACount) {
  EXPECT_EQ(find_speakers(pieces({0, 0, 0, 0, 0, 0}), 4).size(), 1U);
}

TEST(FindSpeakers, TheNearestAreJoinedDownToTheCount) {
  EXPECT_EQ(find_speakers(pieces({0, 1, 2, 0, 1, 2}), 0).size(), 3U);
  EXPECT_EQ(find_speakers(pieces({0, 1, 2, 0, 1, 2}), 2).size(), 2U);
}

TEST(FindSpeakers, ACoughIsNobody) {
  auto voices = pieces({0, 0, 0, 0, 1});
  voices.back().weight = 40;
  EXPECT_EQ(find_speakers(voices, 0).size(), 1U);
}

VoiceRun run(int number, std::int64_t local, double from, double to, std::mt19937& random) {
  VoiceRun made{0,  local, static_cast<std::int64_t>(from * 16000), static_cast<std::int64_t>(to * 16000),
                {}, {}};
  made.pieces = {{made.from, made.to, 150, piece_of(number, random)}};
  made.loudness.assign(static_cast<std::size_t>((made.to - made.from) / 270), 1.0F);
  return made;
}

TEST(NameSpeakers, NumbersFollowTheFirstWordsAndShortPausesAreSpokenThrough) {
  std::mt19937 random(2);
  const auto turns =
      name_speakers({run(5, 0, 0, 3, random), run(5, 0, 3.3, 6, random), run(1, 1, 6.2, 9, random),
                     run(5, 2, 9.3, 12, random), run(5, 2, 14, 16, random)},
                    0, 270);
  ASSERT_EQ(turns.size(), 4U);
  EXPECT_EQ(turns[0].speaker, 0);
  EXPECT_NEAR(static_cast<double>(turns[0].to) / 16000, 6, 0.05);
  EXPECT_EQ(turns[1].speaker, 1);
  EXPECT_EQ(turns[2].speaker, 0);
  EXPECT_EQ(turns[3].from, 14 * 16000);
}

TEST(NameSpeakers, AVoiceTooShortForAVectorIsNobody) {
  std::mt19937 random(2);
  auto unheard = run(1, 9, 4, 4.1, random);
  unheard.pieces.clear();
  EXPECT_EQ(name_speakers({run(0, 0, 0, 3, random), unheard}, 0, 270).size(), 1U);
  EXPECT_TRUE(name_speakers({unheard}, 2, 270).empty());
}

}  // namespace
}  // namespace smarttag::speech
