#include "vision/text/look_plan.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

namespace smarttag::vision::text {
namespace {

// Two samples a second of a moving picture, without text; what is looked at in vain: '.' none, 'q' quick, 'F'
// full.
class LookPlanTest : public ::testing::Test {
 protected:
  char sample(Sign sign, bool found = false) {
    sign.time = time_;
    time_ += 0.5;
    const Look look = plan_.next(sign);
    if (look != Look::kNone) plan_.took(sign, look, found);
    return look == Look::kNone ? '.' : look == Look::kQuick ? 'q' : 'F';
  }

  std::string samples(int count, Sign sign) {
    std::string out;
    for (int i = 0; i < count; ++i) out += sample(sign);
    return out;
  }

  static Sign moving_picture() {
    Sign sign;
    sign.changed = 0.3F;
    return sign;
  }

  LookPlan plan_;
  double time_ = 0;
};

TEST_F(LookPlanTest, BacksOffToALookInTwoSeconds) {
  EXPECT_EQ(samples(16, moving_picture()), "q.q...q...q...q.");
}

TEST_F(LookPlanTest, LooksAtEachShot) {
  Sign sign = moving_picture();
  samples(11, sign);
  sign.shot = 1;
  EXPECT_EQ(samples(6, sign), "q.q...");
}

TEST_F(LookPlanTest, APictureThatRestsIsLookedAtOnce) {
  Sign sign;
  sign.changed = 0.0005F;
  EXPECT_EQ(samples(20, sign), "q...................");
}

// A caption of two or three letters, where captions stood before.
TEST_F(LookPlanTest, StrokesWhereALineStoodAreLookedAtOnTheNextSample) {
  samples(9, moving_picture());
  Sign sign = moving_picture();
  sign.returned_strokes = 7;
  EXPECT_EQ(sample(sign), 'q');
}

TEST_F(LookPlanTest, AStrayStrokeWhereALineStoodIsNotLookedAt) {
  samples(9, moving_picture());
  Sign sign = moving_picture();
  sign.returned_strokes = 1;
  EXPECT_EQ(sample(sign), '.');
}

TEST_F(LookPlanTest, NewStrokesAreLookedAtOnTheNextSample) {
  samples(8, moving_picture());
  Sign sign = moving_picture();
  sign.new_strokes = 6;
  EXPECT_EQ(sample(sign), 'q');
}

TEST_F(LookPlanTest, StrokesThatAreNeverTextSoonAskLess) {
  Sign sign = moving_picture();
  sign.new_strokes = 6;
  const auto looks = samples(120, sign);  // a minute
  EXPECT_LT(std::count(looks.begin(), looks.end(), 'q'), 50);
  EXPECT_GT(std::count(looks.begin(), looks.end(), 'q'), 30);
}

TEST_F(LookPlanTest, AFindMakesItAttentiveAgain) {
  Sign sign = moving_picture();
  sign.new_strokes = 6;
  samples(60, sign);
  samples(3, moving_picture());
  while (sample(moving_picture(), true) == '.') {
  }
  EXPECT_EQ(samples(3, sign), "qqq");
}

TEST_F(LookPlanTest, AMissingLineIsLookedForClosely) {
  Sign sign = moving_picture();
  samples(5, sign);
  sign.missing = true;
  EXPECT_EQ(samples(3, sign), "FFF");
}

TEST_F(LookPlanTest, WhileTextMovesEverySampleIsLookedAt) {
  samples(9, moving_picture());
  Sign sign = moving_picture();
  sign.moving = true;
  EXPECT_EQ(samples(3, sign), "qqq");
}

TEST_F(LookPlanTest, ManyStrokesAreWorthAFullLookNowAndThen) {
  Sign sign = moving_picture();
  sign.stroke_cells = 100;
  EXPECT_TRUE(plan_.full_after_nothing(sign));
  plan_.took(sign, Look::kFull, false);
  sign.time = 5;
  EXPECT_FALSE(plan_.full_after_nothing(sign));
  sign.time = 15;
  EXPECT_TRUE(plan_.full_after_nothing(sign));
  sign.stroke_cells = 10;
  EXPECT_FALSE(plan_.full_after_nothing(sign));
}

}  // namespace
}  // namespace smarttag::vision::text
