#include "vision/text/reading/scaling.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace smarttag::vision::text {
namespace {

// Single pixels, black and white in turn.
cv::Mat checkerboard(cv::Size size) {
  cv::Mat board(size, CV_8UC1);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x) board.at<uchar>(y, x) = (x + y) % 2 == 0 ? 255 : 0;
  return board;
}

TEST(Scaling, TheRightSizeIsLeftAlone) {
  const cv::Mat picture = checkerboard({40, 30});
  EXPECT_EQ(resized(picture, {40, 30}).data, picture.data);
}

TEST(Scaling, ShrinkingAverages) {
  for (const cv::Size size : {cv::Size(40, 30), cv::Size(33, 21), cv::Size(10, 10)}) {
    const cv::Mat small = resized(checkerboard({160, 121}), size);
    EXPECT_EQ(small.size(), size);
    double least = 0, most = 0;
    cv::minMaxLoc(small, &least, &most);
    EXPECT_NEAR(least, 127.5, 2) << size;
    EXPECT_NEAR(most, 127.5, 2) << size;
  }
}

TEST(Scaling, Enlarges) {
  const cv::Mat large = resized(cv::Mat(3, 4, CV_8UC3, cv::Scalar(1, 2, 3)), {40, 60});
  EXPECT_EQ(large.size(), cv::Size(40, 60));
  EXPECT_EQ(cv::mean(large), cv::Scalar(1, 2, 3));
}

TEST(Scaling, AStripKeepsItsOnePixel) {
  EXPECT_EQ(resized(checkerboard({4000, 1}), {640, 1}).size(), cv::Size(640, 1));
}

}  // namespace
}  // namespace smarttag::vision::text
