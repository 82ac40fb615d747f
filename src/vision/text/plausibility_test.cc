#include "vision/text/plausibility.h"

#include <gtest/gtest.h>

namespace smarttag::vision::text {
namespace {

TextLine line(const std::string& text, float score, float size) {
  return {text, score, {{{100, 100}, {100 + size, 100}, {100 + size, 100 + size}, {100, 100 + size}}}};
}

TimedFact fact(const std::string& what, float score, std::size_t samples, Box box = {100, 100, 300, 140}) {
  TimedFact out;
  out.score = score;
  out.of = facts::TextLine{what, std::vector<Sighting>(samples, {0, box, score})};
  return out;
}

const Box kPicture{0, 0, 1280, 720};

TEST(Plausible, ALargeShapeIsNoCharacter) {
  EXPECT_FALSE(plausible(line("心", 0.94F, 200), {1280, 720}));
  EXPECT_TRUE(plausible(line("心", 0.94F, 60), {1280, 720}));
  EXPECT_FALSE(plausible(line("心", 0.7F, 60), {1280, 720}));
}

TEST(Plausible, WordsMayBeLargeAndPoor) { EXPECT_TRUE(plausible(line("SALE", 0.6F, 400), {1280, 720})); }

TEST(WorthTelling, WordsThatStay) {
  EXPECT_TRUE(worth_telling(fact("News", 0.62F, 2), false, kPicture));
  EXPECT_TRUE(worth_telling(fact("News", 0.9F, 1), false, kPicture));
  EXPECT_FALSE(worth_telling(fact("News", 0.8F, 1), false, kPicture));
}

TEST(WorthTelling, AFleetingLineAtTheEdgeMustBeSure) {
  for (const Box& cut :
       {Box{500, 0, 700, 20}, Box{500, 700, 700, 719}, Box{1, 300, 90, 340}, Box{1200, 9, 1279, 40}}) {
    EXPECT_FALSE(worth_telling(fact("Micnael", 0.93F, 1, cut), false, kPicture));
    EXPECT_TRUE(worth_telling(fact("Michael", 0.99F, 1, cut), false, kPicture));
    EXPECT_TRUE(worth_telling(fact("Micnael", 0.93F, 2, cut), false, kPicture));
  }
}

TEST(WorthTelling, ASingleCharacterMustLast) {
  EXPECT_FALSE(worth_telling(fact("X", 0.99F, 2), false, kPicture));
  EXPECT_FALSE(worth_telling(fact("X", 0.85F, 9), false, kPicture));
  EXPECT_TRUE(worth_telling(fact("X", 0.95F, 3), false, kPicture));
}

TEST(WorthTelling, OfAPictureOneSightingIsAll) {
  EXPECT_TRUE(worth_telling(fact("News", 0.62F, 1), true, kPicture));
  EXPECT_TRUE(worth_telling(fact("起", 0.99F, 1), true, kPicture));
  EXPECT_FALSE(worth_telling(fact("起", 0.7F, 1), true, kPicture));
}

TEST(WorthTelling, WhatWasNeverSeenIsNot) {
  EXPECT_FALSE(worth_telling(fact("News", 0.9F, 0), false, kPicture));
}

}  // namespace
}  // namespace smarttag::vision::text
