#include "tagging/deriving/known_persons.h"

#include <cmath>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tagging/face_thresholds.h"

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

// The identities by the number of the person.
std::map<int, facts::Identity> named(const std::vector<TimedFact>& stays,
                                     const std::vector<KnownPerson>& known, double least = kLeast) {
  std::map<int, facts::Identity> all;
  for (const auto& fact : identities(stays, known, "model", least)) {
    const auto& identity = std::get<facts::Identity>(fact.of);
    all[identity.person] = identity;
  }
  return all;
}

TEST(KnownPersons, TheNearestSampleGivesTheName) {
  const std::vector<TimedFact> stays{stay(1, 0, {0, 1}), stay(2, 90, {5, 6}), stay(3, 200, {5, 6})};
  const auto all = named(stays, {person("Ada", {80}), person("Bob", {170, 10}), person("Cy", {60})});
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all.at(1).name, "Bob") << "the nearest of his samples counts";
  EXPECT_EQ(all.at(1).library, "lib");
  EXPECT_EQ(all.at(1).entity, "id-Bob");
  EXPECT_EQ(all.at(2).name, "Ada");
  EXPECT_FALSE(all.contains(3))
      << "Bob's other sample is nearer than the threshold, but Bob may be only one of two";
}

TEST(KnownPersons, BelowTheThresholdNobodyIsNamed) {
  const std::vector<TimedFact> stays{stay(1, 0, {0})};
  EXPECT_TRUE(named(stays, {person("Ada", {61})}).empty());
  EXPECT_EQ(named(stays, {person("Ada", {59})}).size(), 1U);
  EXPECT_TRUE(named(stays, {}).empty());
}

TEST(KnownPersons, TwoInOneFrameNeverShareAName) {
  const auto all =
      named({stay(1, 30, {0, 1, 2}), stay(2, 5, {2, 3}), stay(3, 20, {9})}, {person("Ada", {0})});
  EXPECT_FALSE(all.contains(1)) << "2 is more like Ada, and they are seen together";
  EXPECT_EQ(all.at(2).name, "Ada");
  EXPECT_EQ(all.at(2).same, std::vector<int>{3}) << "3 is Ada too, and never seen beside 2";
}

TEST(KnownPersons, TheBestAssignmentWins) {
  // Both are like Ada; the one who is also like Bob gets Bob's name, as the other is more like Ada.
  const auto all = named({stay(1, 10, {0}), stay(2, 25, {0})}, {person("Ada", {0}), person("Bob", {60})});
  EXPECT_EQ(all.at(1).name, "Ada");
  EXPECT_EQ(all.at(2).name, "Bob");
}

TEST(KnownPersons, GroupsOfOnePersonBecomeOne) {
  const auto all = identities({stay(4, 20, {0}), stay(2, 10, {5}), stay(4, 20, {9})}, {person("Ada", {0})},
                              "model", kLeast);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(std::get<facts::Identity>(all[0].of).person, 2);
  EXPECT_EQ(std::get<facts::Identity>(all[0].of).same, std::vector<int>{4});
  EXPECT_NEAR(all[0].score, std::cos(10 * M_PI / 180), 1e-6);
  EXPECT_EQ(all[0].from, 0);
  EXPECT_EQ(all[0].to, 9);
}

TEST(KnownPersons, LongStaysWeighMoreThanShortOnes) {
  EXPECT_EQ(
      named({stay(1, 0, {0, 1, 2, 3, 4, 5, 6, 7, 8}), stay(1, 90, {20})}, {person("Ada", {0})}, 0.95).size(),
      1U);
}

TEST(KnownPersons, VectorsOfAnotherModelOrSizeArePassedOver) {
  auto old = person("Ada", {0});
  old.model = "older";
  auto other = person("Bob", {});
  other.vectors = {{1, 0, 0}, {}};
  EXPECT_TRUE(named({stay(1, 0, {0})}, {old, other}).empty());
}

TEST(KnownPersons, AnEntityWithoutANameIsCalledByItsId) {
  EXPECT_EQ(named({stay(1, 0, {0})}, {person("", {0})}).at(1).name, "id-");
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
