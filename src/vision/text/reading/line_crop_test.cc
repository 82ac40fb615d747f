#include "vision/text/reading/line_crop.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace smarttag::vision::text {
namespace {

TEST(LineCrop, LaysARotatedLineFlat) {
  cv::Mat picture(200, 300, CV_8UC3, cv::Scalar(0, 0, 0));
  const cv::RotatedRect line({150, 100}, {120, 30}, 30);
  Quad quad;
  line.points(quad.data());
  std::array<cv::Point, 4> polygon;
  for (std::size_t i = 0; i < 4; ++i) polygon[i] = quad[i];
  cv::fillConvexPoly(picture, polygon.data(), 4, cv::Scalar(0, 0, 255));
  // points() begins at the lower left corner.
  const cv::Mat flat = flat_line(picture, {quad[1], quad[2], quad[3], quad[0]});
  EXPECT_NEAR(flat.cols, 120, 1);
  EXPECT_NEAR(flat.rows, 30, 1);
  EXPECT_GT(cv::mean(flat)[2], 240);
  EXPECT_FALSE(stands(flat));
}

TEST(LineCrop, KeepsTheOrderOfItsCorners) {
  cv::Mat picture(40, 100, CV_8UC3, cv::Scalar(0, 0, 0));
  picture(cv::Rect(10, 10, 20, 20)).setTo(cv::Scalar(255, 255, 255));
  const cv::Mat flat = flat_line(picture, {{{10, 10}, {90, 10}, {90, 30}, {10, 30}}});
  EXPECT_GT(cv::mean(flat.colRange(0, 15))[0], 240);
  EXPECT_LT(cv::mean(flat.colRange(40, 80))[0], 10);
}

TEST(LineCrop, RepeatsTheEdgeOutsideOfThePicture) {
  const cv::Mat picture(40, 100, CV_8UC3, cv::Scalar(9, 9, 9));
  const cv::Mat flat = flat_line(picture, {{{-20, -10}, {60, -10}, {60, 20}, {-20, 20}}});
  EXPECT_EQ(flat.size(), cv::Size(80, 30));
  EXPECT_NEAR(cv::mean(flat)[0], 9, 0.5);
}

TEST(LineCrop, ALineWithoutHeightIsNoError) {
  const cv::Mat picture(40, 100, CV_8UC3, cv::Scalar(9, 9, 9));
  const cv::Mat flat = flat_line(picture, {{{10, 10}, {50, 10}, {50, 10.5F}, {10, 10.5F}}});
  EXPECT_EQ(flat.size(), cv::Size(40, 1));
}

TEST(LineCrop, TellsWhatStandsOnEnd) {
  EXPECT_TRUE(stands(cv::Mat(60, 40, CV_8UC3)));
  EXPECT_FALSE(stands(cv::Mat(59, 40, CV_8UC3)));
}

}  // namespace
}  // namespace smarttag::vision::text
