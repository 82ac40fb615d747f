#include "vision/text/reading/canvas.h"

#include <algorithm>
#include <set>
#include <utility>

#include <gtest/gtest.h>

namespace smarttag::vision::text {
namespace {

TEST(Canvas, AWideScreenIsStretchedByALittleToFillIt) {
  EXPECT_EQ(canvas_for({1280, 720}, 640), (Canvas{{640, 352}, {640, 352}}));
  EXPECT_EQ(canvas_for({1920, 1080}, 1280), (Canvas{{1280, 736}, {1280, 736}}));
}

TEST(Canvas, OtherShapesKeepTheirsAndLeaveTheRestFree) {
  EXPECT_EQ(canvas_for({1000, 500}, 640), (Canvas{{640, 352}, {640, 320}}));
  EXPECT_EQ(canvas_for({1672, 122}, 1280), (Canvas{{1280, 160}, {1280, 93}}));
}

TEST(Canvas, ATallPictureStandsOnEnd) {
  EXPECT_EQ(canvas_for({720, 1280}, 640), (Canvas{{352, 640}, {352, 640}}));
  EXPECT_EQ(canvas_for({323, 430}, 1280), (Canvas{{960, 1280}, {960, 1280}}));
}

TEST(Canvas, ASquareIsOne) { EXPECT_EQ(canvas_for({300, 300}, 960), (Canvas{{960, 960}, {960, 960}})); }

TEST(Canvas, OneLinePicturesAreNoError) {
  EXPECT_EQ(canvas_for({4000, 1}, 1280).content, cv::Size(1280, 1));
  EXPECT_EQ(canvas_for({1, 1}, 640).size, cv::Size(640, 640));
}

TEST(Canvas, NoPictureHasNone) {
  EXPECT_TRUE(canvas_for({}, 640).size.empty());
  EXPECT_TRUE(canvas_for({0, 50}, 640).size.empty());
}

TEST(Canvas, EveryShapeFitsAndFewSizesServeAll) {
  std::set<std::pair<int, int>> sizes;
  for (int width = 100; width <= 2000; width += 37) {
    for (int height = 100; height <= 2000; height += 41) {
      const auto canvas = canvas_for({width, height}, 1280);
      EXPECT_EQ(canvas.size.width % 32, 0);
      EXPECT_EQ(canvas.size.height % 32, 0);
      EXPECT_LE(canvas.content.width, canvas.size.width);
      EXPECT_LE(canvas.content.height, canvas.size.height);
      const double stretch = static_cast<double>(canvas.content.width) / width /
                             (static_cast<double>(canvas.content.height) / height);
      EXPECT_NEAR(stretch, 1, 0.05) << width << "x" << height;
      sizes.emplace(canvas.size.width, canvas.size.height);
    }
  }
  EXPECT_LE(sizes.size(), 12U);
}

}  // namespace
}  // namespace smarttag::vision::text
