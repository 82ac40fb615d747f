#include "vision/text/watching/line_patch.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include "vision/text/watching/drawn_view_test.h"

namespace smarttag::vision::text {
namespace {

class LinePatchTest : public ::testing::Test {
 protected:
  LinePatchTest() : quad_(write(then_, "Evening News 17")), patch_(then_, quad_) {}

  static cv::Mat showing(const std::string& words, int seed = 1, cv::Point at = {100, 400},
                         int brightness = 255) {
    cv::Mat grey = ground(seed);
    write(grey, words, at, 1, brightness);
    return grey;
  }

  cv::Mat then_ = ground();
  Quad quad_;
  LinePatch patch_;
};

TEST_F(LinePatchTest, SeesTheSameLine) {
  EXPECT_EQ(patch_.seen_in(then_), cv::Point(0, 0));
  EXPECT_FLOAT_EQ(patch_.clearness(then_, {}), 1);
}

TEST_F(LinePatchTest, SeesItThroughNoise) {
  cv::Mat noise(then_.size(), CV_8SC1), noisy;
  cv::RNG random(5);
  random.fill(noise, cv::RNG::NORMAL, 0, 6);
  cv::add(then_, noise, noisy, cv::noArray(), CV_8U);
  EXPECT_TRUE(patch_.seen_in(noisy).has_value());
}

TEST_F(LinePatchTest, SeesItWhenWhatIsBehindHasMoved) {
  EXPECT_TRUE(patch_.seen_in(showing("Evening News 17", 2)).has_value());
}

TEST_F(LinePatchTest, SeesItDarkened) {
  const auto darker = showing("Evening News 17", 1, {100, 400}, 130);
  EXPECT_TRUE(patch_.seen_in(darker).has_value());
  EXPECT_LT(patch_.clearness(darker, {}), 0.7F);
}

TEST_F(LinePatchTest, DoesNotSeeWhatHasGone) { EXPECT_FALSE(patch_.seen_in(ground()).has_value()); }

TEST_F(LinePatchTest, NoticesOneChangedLetter) {
  for (const auto* other :
       {"Evening News 18", "Evening News 12", "Evening Mews 17", "Ewening News 17", "Evening News"})
    EXPECT_FALSE(patch_.seen_in(showing(other)).has_value()) << other;
}

TEST_F(LinePatchTest, NoticesAStrokeThatWasAddedOnAPlainGround) {
  cv::Mat before(540, 960, CV_8UC1, cv::Scalar(20)), after = before.clone();
  const Quad quad = write(before, "DATE F");
  write(after, "DATE E");
  const LinePatch patch(before, quad);
  EXPECT_TRUE(patch.seen_in(before).has_value());
  EXPECT_FALSE(patch.seen_in(after).has_value());
}

TEST_F(LinePatchTest, FollowsALineThatMoves) {
  const auto moved = showing("Evening News 17", 1, {68, 388});
  EXPECT_FALSE(patch_.seen_in(moved).has_value());
  EXPECT_EQ(patch_.followed_in(moved), cv::Point(-32, -12));
  EXPECT_EQ(patch_.seen_in(moved, {-33, -12}), cv::Point(-32, -12));
  EXPECT_FALSE(patch_.followed_in(showing("Morning Talk 23", 1, {68, 388})).has_value());
}

TEST_F(LinePatchTest, ALineThatHasLeftThePictureIsNotSeen) {
  EXPECT_FALSE(patch_.seen_in(then_, {2000, 0}).has_value());
  EXPECT_FALSE(patch_.followed_in(then_, {2000, 0}).has_value());
  EXPECT_FALSE(patch_.followed_in(then_, {0, -500}).has_value());
}

TEST_F(LinePatchTest, TellsAClearerView) {
  cv::Mat faint = ground();
  LinePatch patch(faint, write(faint, "Evening News 17", {100, 400}, 1, 110));
  const auto at = patch.seen_in(then_);
  ASSERT_TRUE(at.has_value());
  EXPECT_GT(patch.clearness(then_, *at), 1.3F);
}

TEST_F(LinePatchTest, ForgetsWhatWasNotTheLetters) {
  // A bright bar behind the words makes edges of its own.
  cv::Mat barred = ground();
  cv::rectangle(barred, cv::Rect(150, 380, 60, 30), cv::Scalar(140), cv::FILLED);
  LinePatch patch(barred, write(barred, "Evening News 17"));
  const auto without = showing("Evening News 17", 3);
  ASSERT_FALSE(patch.seen_in(without).has_value());
  EXPECT_TRUE(patch.refine(without, {}));
  EXPECT_TRUE(patch.seen_in(without).has_value());
  EXPECT_TRUE(patch.seen_in(showing("Evening News 17", 4)).has_value());
}

TEST_F(LinePatchTest, DoesNotForgetTheLettersThemselves) {
  EXPECT_FALSE(patch_.refine(ground(), {}));
  EXPECT_TRUE(patch_.seen_in(then_).has_value());
}

TEST_F(LinePatchTest, NothingIsNeverSeen) {
  EXPECT_FALSE(LinePatch().seen_in(then_).has_value());
  const LinePatch flat(cv::Mat(540, 960, CV_8UC1, cv::Scalar(50)), quad_);
  EXPECT_FALSE(flat.seen_in(then_).has_value());
  const LinePatch outside(then_, {{{2000, 0}, {2100, 0}, {2100, 30}, {2000, 30}}});
  EXPECT_FALSE(outside.seen_in(then_).has_value());
}

TEST_F(LinePatchTest, ALineOnEndIsSeenAndFollowed) {
  cv::Mat turned, moved;
  cv::rotate(then_, turned, cv::ROTATE_90_CLOCKWISE);
  const Quad quad{{{125, 95}, {180, 95}, {180, 390}, {125, 390}}};
  const LinePatch patch(turned, quad);
  EXPECT_TRUE(patch.seen_in(turned).has_value());
  const cv::Mat shift = (cv::Mat_<double>(2, 3) << 1, 0, 9, 0, 1, 40);
  cv::warpAffine(turned, moved, shift, turned.size(), cv::INTER_NEAREST, cv::BORDER_REPLICATE);
  EXPECT_EQ(patch.followed_in(moved), cv::Point(9, 40));
}

}  // namespace
}  // namespace smarttag::vision::text
