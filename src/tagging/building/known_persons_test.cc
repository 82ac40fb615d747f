#include "tagging/building/known_persons.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::tagging {
namespace {

constexpr double kLeast = 0.5;

// A unit vector at this angle (degrees): the cosine of two is that of the angle between them.
std::vector<float> at(double degrees) {
  const double a = degrees * M_PI / 180;
  return {static_cast<float>(std::cos(a)), static_cast<float>(std::sin(a))};
}

TimedFact stay(int person, double degrees, std::vector<double> times) {
  facts::Face face{"person-" + std::to_string(person), person, {}, at(degrees)};
  for (const double t : times) face.sightings.push_back({t, {0, 0, 10, 10}, 0.9F});
  return {times.front(), times.back(), 0.9F, "face", std::move(face), {}};
}

KnownPerson person(const std::string& name, std::vector<double> samples) {
  KnownPerson known{"lib", "id-" + name, name, "model", {}};
  for (const double degrees : samples) known.vectors.push_back(at(degrees));
  return known;
}

TEST(KnownPersons, TheNearestIsTheName) {
  std::vector<TimedFact> facts{stay(1, 0, {0, 1}), stay(2, 90, {5, 6}), stay(3, 200, {5, 6})};
  const auto named = name_persons(facts, {person("Ada", {80}), person("Bob", {170, 10}), person("Cy", {60})},
                                  "model", kLeast);
  ASSERT_EQ(named.size(), 2U);
  EXPECT_EQ(named.at(1).name, "Bob") << "the nearest of his samples counts";
  EXPECT_EQ(named.at(1).library, "lib");
  EXPECT_EQ(named.at(1).entity, "id-Bob");
  EXPECT_EQ(named.at(2).name, "Ada");
  EXPECT_FALSE(named.contains(3))
      << "Bob's other sample is nearer than the threshold, but Bob may be only one of two";
}

TEST(KnownPersons, BelowTheThresholdNobodyIsNamed) {
  std::vector<TimedFact> facts{stay(1, 0, {0})};
  EXPECT_TRUE(name_persons(facts, {person("Ada", {61})}, "model", kLeast).empty());
  EXPECT_EQ(name_persons(facts, {person("Ada", {59})}, "model", kLeast).size(), 1U);
  EXPECT_TRUE(name_persons(facts, {}, "model", kLeast).empty());
}

TEST(KnownPersons, TwoInOneFrameNeverShareAName) {
  std::vector<TimedFact> facts{stay(1, 30, {0, 1, 2}), stay(2, 5, {2, 3}), stay(3, 20, {9})};
  const auto named = name_persons(facts, {person("Ada", {0})}, "model", kLeast);
  EXPECT_FALSE(named.contains(1)) << "2 is more like Ada, and they are seen together";
  EXPECT_EQ(named.at(2).name, "Ada");
  EXPECT_EQ(std::get<facts::Face>(facts[0].of).person, 1);
  EXPECT_EQ(std::get<facts::Face>(facts[2].of).person, 2) << "3 is Ada too, and never seen beside 2";
}

TEST(KnownPersons, TheBestAssignmentWins) {
  // Both are like Ada; the one who is also like Bob gets Bob's name, as the other is more like Ada.
  std::vector<TimedFact> facts{stay(1, 10, {0}), stay(2, 25, {0})};
  const auto named = name_persons(facts, {person("Ada", {0}), person("Bob", {60})}, "model", kLeast);
  EXPECT_EQ(named.at(1).name, "Ada");
  EXPECT_EQ(named.at(2).name, "Bob");
}

TEST(KnownPersons, GroupsOfOnePersonBecomeOne) {
  std::vector<TimedFact> facts{stay(4, 20, {0}), stay(2, 10, {5}), stay(4, 20, {9})};
  const auto named = name_persons(facts, {person("Ada", {0})}, "model", kLeast);
  ASSERT_EQ(named.size(), 1U);
  for (const auto& fact : facts) EXPECT_EQ(std::get<facts::Face>(fact.of).person, 2);
  EXPECT_NEAR(named.at(2).similarity, std::cos(10 * M_PI / 180), 1e-6);
}

TEST(KnownPersons, LongStaysWeighMoreThanShortOnes) {
  std::vector<TimedFact> facts{stay(1, 0, {0, 1, 2, 3, 4, 5, 6, 7, 8}), stay(1, 90, {20})};
  EXPECT_EQ(name_persons(facts, {person("Ada", {0})}, "model", 0.95).size(), 1U);
}

TEST(KnownPersons, VectorsOfAnotherModelOrSizeArePassedOver) {
  std::vector<TimedFact> facts{stay(1, 0, {0})};
  auto old = person("Ada", {0});
  old.model = "older";
  auto other = person("Bob", {});
  other.vectors = {{1, 0, 0}, {}};
  EXPECT_TRUE(name_persons(facts, {old, other}, "model", kLeast).empty());
}

TEST(KnownPersons, AnEntityWithoutANameIsCalledByItsId) {
  std::vector<TimedFact> facts{stay(1, 0, {0})};
  EXPECT_EQ(name_persons(facts, {person("", {0})}, "model", kLeast).at(1).name, "id-");
}

TEST(KnownPersons, FactsOfOtherKindsStay) {
  std::vector<TimedFact> facts{stay(2, 0, {0}), {0, 1, 0.9F, "object", facts::Object{"car", 2}, {}}};
  facts.push_back(stay(1, 0, {7}));
  EXPECT_EQ(name_persons(facts, {person("Ada", {0})}, "model", kLeast).size(), 1U);
  EXPECT_EQ(std::get<facts::Face>(facts[0].of).person, 1);
  EXPECT_EQ(std::get<facts::Object>(facts[1].of).track, 2);
}

TEST(KnownPersons, TheServicesScaleIsOursAtItsDefault) {
  EXPECT_DOUBLE_EQ(threshold_for(0.9, 0.9, 0.5), 0.5);
  EXPECT_DOUBLE_EQ(threshold_for(0, 0.9, 0.5), 0);
  EXPECT_DOUBLE_EQ(threshold_for(1, 0.9, 0.5), 1);
  EXPECT_DOUBLE_EQ(threshold_for(0.95, 0.9, 0.5), 0.75);
  EXPECT_LT(threshold_for(0.8, 0.9, 0.5), 0.5);
}

}  // namespace
}  // namespace smarttag::tagging
