#include "vision/text/reading/db_postprocess.h"

#include <cmath>

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace smarttag::vision::text {
namespace {

cv::Mat empty_map() { return cv::Mat::zeros(200, 400, CV_32FC1); }

void expect_near(const Quad& quad, const Quad& wanted, float within) {
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(quad[i].x, wanted[i].x, within) << "corner " << i;
    EXPECT_NEAR(quad[i].y, wanted[i].y, within) << "corner " << i;
  }
}

TEST(DbPostprocess, GrowsACoreToItsLine) {
  cv::Mat map = empty_map();
  map(cv::Rect(100, 80, 100, 20)).setTo(0.9F);
  const auto quads = quads_of(map, {});
  ASSERT_EQ(quads.size(), 1U);
  // 100 * 20 * 1.6 / 240 = 13.3 pixels on each side.
  expect_near(quads[0], {{{86.7F, 66.7F}, {213.3F, 66.7F}, {213.3F, 113.3F}, {86.7F, 113.3F}}}, 2);
}

TEST(DbPostprocess, FollowsARotatedCore) {
  cv::Mat map = empty_map();
  const cv::RotatedRect core({200, 100}, {120, 24}, 20);
  std::array<cv::Point2f, 4> corners;
  core.points(corners.data());
  std::array<cv::Point, 4> polygon;
  for (std::size_t i = 0; i < 4; ++i) polygon[i] = corners[i];
  cv::fillConvexPoly(map, polygon.data(), 4, cv::Scalar(0.8));
  const auto quads = quads_of(map, {});
  ASSERT_EQ(quads.size(), 1U);
  const float d = 120 * 24 * 1.6F / (2 * (120 + 24));
  cv::RotatedRect grown(core.center, {120 + 2 * d, 24 + 2 * d}, core.angle);
  grown.points(corners.data());
  // The drawn core is wider by its outline and by the dilation, up to 2 pixels, and grows by more for it.
  expect_near(quads[0], ordered(corners), 4.5F);
  const auto along = quads[0][1] - quads[0][0];
  EXPECT_NEAR(std::atan2(along.y, along.x) * 180 / CV_PI, 20, 2);
}

TEST(DbPostprocess, DropsAFaintCore) {
  cv::Mat map = empty_map();
  map(cv::Rect(100, 80, 100, 20)).setTo(0.4F);
  EXPECT_TRUE(quads_of(map, {}).empty());
  EXPECT_EQ(quads_of(map, {0.3F, 0.35F, 1.6F}).size(), 1U);
}

TEST(DbPostprocess, DropsWhatIsThinnerThanAnyLetter) {
  cv::Mat map = empty_map();
  map(cv::Rect(100, 80, 100, 1)).setTo(0.9F);
  map(cv::Rect(50, 50, 2, 2)).setTo(0.9F);
  EXPECT_TRUE(quads_of(map, {}).empty());
}

TEST(DbPostprocess, KeepsLinesApart) {
  cv::Mat map = empty_map();
  map(cv::Rect(20, 40, 100, 12)).setTo(0.9F);
  map(cv::Rect(20, 70, 100, 12)).setTo(0.9F);
  map(cv::Rect(200, 40, 60, 12)).setTo(0.9F);
  EXPECT_EQ(quads_of(map, {}).size(), 3U);
}

TEST(DbPostprocess, AnEmptyMapHasNone) { EXPECT_TRUE(quads_of(empty_map(), {}).empty()); }

TEST(DbPostprocess, ACoreAtTheEdgeIsNoError) {
  cv::Mat map = empty_map();
  map(cv::Rect(0, 180, 400, 20)).setTo(0.9F);
  EXPECT_EQ(quads_of(map, {}).size(), 1U);
}

TEST(DbPostprocess, OrdersCornersClockwiseFromTheUpperLeft) {
  const Quad wanted{{{10, 10}, {90, 12}, {89, 40}, {9, 38}}};
  EXPECT_EQ(ordered({{{89, 40}, {10, 10}, {9, 38}, {90, 12}}}), wanted);
  EXPECT_EQ(ordered({{{9, 38}, {89, 40}, {90, 12}, {10, 10}}}), wanted);
}

}  // namespace
}  // namespace smarttag::vision::text
