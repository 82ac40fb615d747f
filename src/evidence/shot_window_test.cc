#include "evidence/shot_window.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <gtest/gtest.h>

namespace smarttag::evidence {
namespace {

// Facts in the order of a job's log.
class Facts : public facts::FactStream {
 public:
  explicit Facts(std::vector<TimedFact> facts) : facts_(std::move(facts)) {}
  Result<std::optional<TimedFact>> next() override {
    if (at_ == facts_.size()) return std::nullopt;
    return std::optional(facts_[at_++]);
  }

 private:
  std::vector<TimedFact> facts_;
  std::size_t at_ = 0;
};

class Broken : public facts::FactStream {
 public:
  Result<std::optional<TimedFact>> next() override { return fail(ErrorKind::kInternal, "broken"); }
};

TimedFact shown(double from, double to) { return {from, to, 0.5F, "hint", facts::PictureClass{"beach"}, {}}; }
TimedFact car(double from, double to) { return {from, to, 0.5F, "object", facts::Object{"car", 0, {}}, {}}; }

// "0-4 2" for each stretch: from, to, how many cars may be in it.
std::string walked(std::vector<TimedFact> of, double duration) {
  Facts stream(std::move(of));
  ShotWindow window(stream, duration);
  std::string text;
  for (int i = 0; i < 100; ++i) {
    const auto stretch = window.next();
    EXPECT_TRUE(stretch);
    if (!stretch || !*stretch) return text;
    const auto cars = std::count_if(window.facts().begin(), window.facts().end(), [&](const TimedFact& fact) {
      return fact.as<facts::Object>() != nullptr && fact.from < (*stretch)->to && fact.to > (*stretch)->from;
    });
    text += std::to_string(std::lround((*stretch)->from)) + "-" +
            std::to_string(std::lround((*stretch)->to)) + " " + std::to_string(cars) + "; ";
  }
  return "no end";
}

TEST(ShotWindow, ShotsAreThoseOfThePictureClasses) {
  EXPECT_EQ(walked({shown(0, 4), shown(0, 4), car(1, 4), car(4, 8), shown(4, 9), car(5, 9)}, 9),
            "0-4 1; 4-9 2; ");
}

TEST(ShotWindow, WhatNoClassCoversIsAStretchToo) {
  EXPECT_EQ(walked({shown(0, 4), car(5, 6), shown(7, 9), car(10, 12)}, 12), "0-4 0; 4-7 1; 7-9 0; 9-12 1; ");
  EXPECT_EQ(walked({car(5, 6)}, 12), "0-12 1; ");
  EXPECT_EQ(walked({}, 12), "0-12 0; ");
}

TEST(ShotWindow, ALongShotComesInParts) {
  EXPECT_EQ(walked({shown(0, 120), car(10, 20), car(50, 70), car(100, 120)}, 120), "0-60 2; 60-120 2; ");
}

TEST(ShotWindow, APictureIsOneStretch) {
  EXPECT_EQ(walked({shown(0, 0), shown(0, 0), car(0, 0)}, 0), "0-0 0; ");
  EXPECT_EQ(walked({}, 0), "0-0 0; ");
}

TEST(ShotWindow, AShotOfOneFrameAtTheEndIsOne) {
  EXPECT_EQ(walked({shown(0, 4), car(0, 4), shown(4, 4)}, 4), "0-4 1; 4-4 0; ");
}

TEST(ShotWindow, WhatIsPastIsForgotten) {
  std::vector<TimedFact> many{shown(0, 6000)};
  for (int i = 0; i < 6000; ++i) many.push_back(car(i, i + 1));
  Facts stream(std::move(many));
  ShotWindow window(stream, 6000);
  for (auto stretch = window.next(); stretch && *stretch; stretch = window.next())
    EXPECT_LT(window.facts().size(), 70U);
}

TEST(ShotWindow, AnErrorOfTheStreamIsItsOwn) {
  Broken stream;
  ShotWindow window(stream, 4);
  const auto stretch = window.next();
  ASSERT_FALSE(stretch);
  EXPECT_EQ(stretch.error().kind, ErrorKind::kInternal);
}

}  // namespace
}  // namespace smarttag::evidence
