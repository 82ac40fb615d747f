#include "evidence/gather.h"

#include <gtest/gtest.h>

namespace smarttag::evidence {
namespace {

TimedFact object(const std::string& label, Box box, float score = 0.8F, const char* analyser = "object",
                 double from = 0, double to = 0) {
  return {from, to, score, analyser, facts::Object{label, 0, {{from, box, score}}}};
}
TimedFact shown(const std::string& label, float score, const char* analyser, double from = 0, double to = 0) {
  return {from, to, score, analyser, facts::PictureClass{label}};
}
TimedFact face(Box box) { return {0, 0, 0.9F, "face", facts::Face{"person-1", 1, {{0, box, 0.9F}}, {}}}; }

float term(const Terms& terms, const std::string& name) {
  const auto found = terms.find(name);
  return found == terms.end() ? 0 : found->second;
}

TEST(Gather, FaintObjectsAreNoMoreThanLikely) {
  const auto terms = gather({object("boat", {0, 0, 50, 50}, 0.3F, "hint")}, {}, {});
  EXPECT_EQ(term(terms, "object:boat"), 0);
  EXPECT_EQ(term(terms, "count:boat"), 0);
  EXPECT_FLOAT_EQ(term(terms, "maybe:boat"), 0.3F);
}

TEST(Gather, ThePictureAndItsPartsAreToldApart) {
  const auto terms = gather({shown("helmet", 0.1F, "hint"), shown("helmet", 0.8F, "part")}, {}, {});
  EXPECT_FLOAT_EQ(term(terms, "scene:helmet"), 0.1F);
  EXPECT_FLOAT_EQ(term(terms, "part:helmet"), 0.8F);
}

TEST(Gather, ProbabilitiesOfAGroupAddUpAndObjectsDoNot) {
  const auto terms = gather({shown("pier", 0.2F, "hint"), shown("lake", 0.3F, "hint"),
                             object("cake", {0, 0, 9, 9}, 0.5F), object("pizza", {0, 0, 9, 9}, 0.6F)},
                            {}, {{"water", {"pier", "lake"}}, {"food", {"cake", "pizza"}}});
  EXPECT_FLOAT_EQ(term(terms, "scene:@water"), 0.5F);
  EXPECT_FLOAT_EQ(term(terms, "object:@food"), 0.6F);
  EXPECT_EQ(term(terms, "count:@food"), 2);
}

TEST(Gather, WhatIsHeardIsATermOfItsOwn) {
  const auto sound = [](double from, double to, float score, const char* analyser) {
    return TimedFact{from, to, score, analyser, facts::Sound{"singing"}, {}};
  };
  const auto terms = gather(
      {sound(1, 3, 0.7F, "sound"), sound(3, 4, 0.9F, "sound-kind"), sound(11, 12, 1, "sound")}, {0, 10}, {});
  EXPECT_FLOAT_EQ(term(terms, "sound:singing"), 0.7F);
  EXPECT_FLOAT_EQ(term(terms, "sound-kind:singing"), 0.9F);
  EXPECT_EQ(term(terms, "scene:singing"), 0);
}

TEST(Gather, OneThingAfterAnotherIsOneAtATime) {
  const std::vector<TimedFact> facts{object("person", {0, 0, 9, 9}, 0.8F, "object", 0, 2),
                                     object("person", {0, 0, 9, 9}, 0.8F, "object", 3, 5),
                                     object("person", {50, 0, 59, 9}, 0.8F, "object", 1, 5)};
  EXPECT_EQ(term(gather(facts, {0, 6}, {}), "count:person"), 2);
}

TEST(Gather, AnotherShotIsNoEvidence) {
  const std::vector<TimedFact> facts{object("car", {0, 0, 9, 9}, 0.8F, "object", 0, 2)};
  EXPECT_TRUE(gather(facts, {2, 4}, {}).find("object:car") == Terms().end() ||
              term(gather(facts, {2, 4}, {}), "object:car") == 0);
}

TEST(Gather, WhoSitsOnAHorseIsOnIt) {
  const std::vector<TimedFact> facts{object("horse", {100, 200, 300, 400}),
                                     object("person", {160, 100, 240, 320}, 0.7F)};
  EXPECT_FLOAT_EQ(term(gather(facts, {}, {}), "on:horse"), 0.7F);
}

TEST(Gather, WhoStandsBesideAHorseIsNotOnIt) {
  const std::vector<TimedFact> facts{object("horse", {100, 200, 300, 400}),
                                     object("person", {320, 180, 400, 420})};
  EXPECT_EQ(term(gather(facts, {}, {}), "on:horse"), 0);
}

TEST(Gather, ATelephoneIsHeldOrAtTheHead) {
  const Box person{100, 0, 300, 600};
  const auto low = gather({object("person", person), object("cell phone", {180, 300, 220, 360})}, {}, {});
  EXPECT_GT(term(low, "holds:cell phone"), 0);
  EXPECT_EQ(term(low, "at-head:cell phone"), 0);
  const auto high = gather({object("person", person), object("cell phone", {230, 60, 260, 120})}, {}, {});
  EXPECT_GT(term(high, "at-head:cell phone"), 0);
}

TEST(Gather, FacesThatTouchAreCountedByPairs) {
  const auto terms =
      gather({face({0, 0, 100, 100}), face({80, 0, 180, 100}), face({400, 0, 500, 100})}, {}, {});
  EXPECT_EQ(term(terms, "faces"), 3);
  EXPECT_EQ(term(terms, "touching-faces"), 1);
}

}  // namespace
}  // namespace smarttag::evidence
