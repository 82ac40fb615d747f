#include "vision/text/watching/view.h"

#include <gtest/gtest.h>

namespace smarttag::vision::text {
namespace {

media::Frame frame_of(cv::Size size) {
  media::Frame frame;
  frame.time = 3.5;
  frame.bgr = cv::Mat(size, CV_8UC3, cv::Scalar(30, 30, 30));
  return frame;
}

TEST(View, LargeFramesAreMadeSmaller) {
  const View view = view_of(frame_of({1280, 720}));
  EXPECT_EQ(view.grey.size(), cv::Size(960, 540));
  EXPECT_FLOAT_EQ(view.scale, 1280 / 960.0F);
  EXPECT_EQ(view.time, 3.5);
  EXPECT_EQ(view_of(frame_of({1080, 1920})).grey.size(), cv::Size(540, 960));
}

TEST(View, SmallOnesStay) {
  const View view = view_of(frame_of({320, 240}));
  EXPECT_EQ(view.grey.size(), cv::Size(320, 240));
  EXPECT_EQ(view.scale, 1);
  EXPECT_EQ(view.grey.at<uchar>(100, 100), 30);
}

TEST(View, AStripKeepsOneRow) { EXPECT_EQ(view_of(frame_of({1920, 1})).grey.size(), cv::Size(960, 1)); }

}  // namespace
}  // namespace smarttag::vision::text
