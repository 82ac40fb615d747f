#include "vision/objects/model/letterbox.h"

#include <gtest/gtest.h>

namespace smarttag::vision::objects {
namespace {

TEST(Letterbox, AWidePictureIsPaddedAboveAndBelow) {
  const auto box = Letterbox::fit({0, 0, 1280, 720}, {416, 416});
  EXPECT_EQ(box.placed, cv::Rect(0, 91, 416, 234));
}

TEST(Letterbox, ATallPictureIsPaddedLeftAndRight) {
  const auto box = Letterbox::fit({0, 0, 300, 600}, {416, 416});
  EXPECT_EQ(box.placed, cv::Rect(104, 0, 208, 416));
}

TEST(Letterbox, AnExtremePictureKeepsAPixel) {
  EXPECT_EQ(Letterbox::fit({0, 0, 5000, 2}, {416, 416}).placed.height, 1);
  EXPECT_EQ(Letterbox::fit({0, 0, 1, 9000}, {416, 416}).placed.width, 1);
}

TEST(Letterbox, AKnownBoxGoesThereAndBack) {
  const auto box = Letterbox::fit({0, 0, 832, 416}, {416, 416});
  EXPECT_EQ(box.to_input({0, 0, 832, 416}), (Box{0, 104, 416, 312}));
  EXPECT_EQ(box.to_picture({208, 204, 308, 304}), (Box{416, 200, 616, 400}));
}

TEST(Letterbox, BoxesOfATileGoThereAndBack) {
  for (const cv::Rect region :
       {cv::Rect(0, 0, 1280, 720), cv::Rect(560, 0, 720, 720), cv::Rect(13, 7, 97, 331)}) {
    const auto box = Letterbox::fit(region, {416, 416});
    const Box seen{static_cast<float>(region.x) + 10, static_cast<float>(region.y) + 20,
                   static_cast<float>(region.x) + 60, static_cast<float>(region.y) + 300};
    const Box back = box.to_picture(box.to_input(seen));
    EXPECT_NEAR(back.left, seen.left, 1e-3);
    EXPECT_NEAR(back.top, seen.top, 1e-3);
    EXPECT_NEAR(back.right, seen.right, 1e-3);
    EXPECT_NEAR(back.bottom, seen.bottom, 1e-3);
  }
}

TEST(Letterbox, DrawsTheRegionAmongPadding) {
  cv::Mat picture(100, 200, CV_8UC3, cv::Scalar(10, 20, 30));
  picture(cv::Rect(100, 0, 100, 100)).setTo(cv::Scalar(200, 100, 50));
  const auto drawn = Letterbox::fit({100, 0, 100, 50}, {64, 64}).draw(picture, {1, 2, 3});
  ASSERT_EQ(drawn.size(), cv::Size(64, 64));
  EXPECT_EQ(drawn.at<cv::Vec3b>(0, 0), cv::Vec3b(1, 2, 3));
  EXPECT_EQ(drawn.at<cv::Vec3b>(63, 63), cv::Vec3b(1, 2, 3));
  EXPECT_EQ(drawn.at<cv::Vec3b>(32, 0), cv::Vec3b(200, 100, 50)) << "the region alone, not what is beside it";
  EXPECT_EQ(drawn.at<cv::Vec3b>(16, 63), cv::Vec3b(200, 100, 50));
}

}  // namespace
}  // namespace smarttag::vision::objects
