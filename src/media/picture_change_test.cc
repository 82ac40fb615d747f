#include "media/picture_change.h"

#include <string>

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace smarttag::media {
namespace {

// A picture with soft structure everywhere, as a photograph has.
cv::Mat photograph(cv::Size size = {1280, 720}) {
  cv::Mat seeds(size.height / 40, size.width / 40, CV_8UC3);
  cv::RNG(7).fill(seeds, cv::RNG::UNIFORM, 40, 200);
  cv::Mat picture;
  cv::resize(seeds, picture, size, 0, 0, cv::INTER_CUBIC);
  return picture;
}

cv::Mat with_caption(const cv::Mat& picture, const std::string& text, double size = 0.7) {
  cv::Mat captioned = picture.clone();
  cv::putText(captioned, text, {picture.cols / 3, picture.rows - 60}, cv::FONT_HERSHEY_SIMPLEX, size,
              {255, 255, 255}, 2, cv::LINE_AA);
  return captioned;
}

cv::Mat noisy(const cv::Mat& picture, double deviation) {
  cv::Mat noise(picture.size(), CV_16SC3), result;
  cv::RNG(11).fill(noise, cv::RNG::NORMAL, 0, deviation);
  cv::add(picture, noise, result, cv::noArray(), CV_8UC3);
  return result;
}

PictureChange remembering(const cv::Mat& picture) {
  PictureChange change;
  change.remember(picture);
  return change;
}

TEST(PictureChange, SeesNothingInTheSamePicture) {
  EXPECT_EQ(remembering(photograph()).changed(photograph()), 0);
}

TEST(PictureChange, EverythingIsNewAtFirstAndAfterForgetting) {
  PictureChange change;
  EXPECT_EQ(change.changed(photograph()), 1);
  change.remember(photograph());
  change.forget();
  EXPECT_EQ(change.changed(photograph()), 1);
}

TEST(PictureChange, AnotherSizeIsAnotherPicture) {
  EXPECT_EQ(remembering(photograph()).changed(photograph({1280, 722})), 1);
  EXPECT_EQ(remembering(photograph()).changed(cv::Mat()), 1);
}

TEST(PictureChange, AnotherSceneIsAllNew) {
  cv::Mat other;
  cv::flip(photograph(), other, -1);
  EXPECT_GT(remembering(photograph()).changed(other), 0.5F);
}

TEST(PictureChange, SeesALineThatAppearsChangesAndGoes) {
  const cv::Mat empty = photograph();
  const cv::Mat first = with_caption(empty, "Google opens a new office"),
                second = with_caption(empty, "LIVE from Rome");
  EXPECT_GT(remembering(empty).changed(first), 0.005F);
  EXPECT_GT(remembering(first).changed(second), 0.005F);
  EXPECT_GT(remembering(first).changed(empty), 0.005F);
}

TEST(PictureChange, SeesOneWordThatChangesInALine) {
  const cv::Mat before = with_caption(photograph(), "Score 3:2"),
                after = with_caption(photograph(), "Score 4:2");
  const Box word{430, 640, 540, 670};
  EXPECT_GT(remembering(before).changed(after, word), 0.05F);
}

TEST(PictureChange, IgnoresCodingNoise) {
  const cv::Mat picture = with_caption(photograph(), "Google opens a new office");
  EXPECT_LT(remembering(picture).changed(noisy(picture, 5)), 0.001F);
}

TEST(PictureChange, IgnoresTheSofteningOfAKeyFrame) {
  const cv::Mat picture = with_caption(photograph(), "Google opens a new office", 1);
  cv::Mat soft;
  cv::GaussianBlur(picture, soft, {3, 3}, 0.7);
  EXPECT_LT(remembering(picture).changed(soft), 0.001F);
}

TEST(PictureChange, IgnoresASlightFade) {
  const cv::Mat picture = with_caption(photograph(), "Google opens a new office");
  cv::Mat darker;
  picture.convertTo(darker, -1, 0.88, 4);
  EXPECT_LT(remembering(picture).changed(darker), 0.001F);
}

TEST(PictureChange, SeesACaptionOnAFlatPicture) {
  const cv::Mat flat(720, 1280, CV_8UC3, cv::Scalar(60, 60, 60));
  EXPECT_GT(remembering(flat).changed(with_caption(flat, "Soft caption on grey")), 0.003F);
}

TEST(PictureChange, LooksOnlyAtTheRegion) {
  const cv::Mat before = photograph(), after = with_caption(before, "Google opens a new office");
  const PictureChange change = remembering(before);
  EXPECT_EQ(change.changed(after, {0, 0, 1280, 600}), 0);
  EXPECT_GT(change.changed(after, {430, 640, 730, 664}), 0.5F);
}

TEST(PictureChange, RegionOutsideOrEmptyCountsAsChanged) {
  const cv::Mat picture = photograph();
  const PictureChange change = remembering(picture);
  EXPECT_EQ(change.changed(picture, {1300, 0, 1400, 50}), 1);
  EXPECT_EQ(change.changed(picture, {100, 100, 100, 200}), 1);
  EXPECT_EQ(change.changed(picture, {-50, -50, 2000, 2000}), 0);
}

class PictureChangeSize : public testing::TestWithParam<cv::Size> {};

TEST_P(PictureChangeSize, RegionAndWholeAgree) {
  const cv::Mat before = photograph(GetParam());
  cv::Mat after = before.clone();
  after.row(after.rows - 1).setTo(cv::Scalar(0, 0, 0));
  const PictureChange change = remembering(before);
  const Box all{0, 0, static_cast<float>(before.cols), static_cast<float>(before.rows)};
  EXPECT_EQ(change.changed(before), 0);
  EXPECT_FLOAT_EQ(change.changed(after), change.changed(after, all));
}

INSTANTIATE_TEST_SUITE_P(Sizes, PictureChangeSize,
                         testing::Values(cv::Size{40, 40}, cv::Size{853, 481}, cv::Size{1921, 1081},
                                         cv::Size{3999, 61}, cv::Size{5000, 41}));

TEST(PictureChange, OnePixelWidePicturesAreCompared) {
  const cv::Mat thin(5000, 1, CV_8UC3, cv::Scalar(9, 9, 9)), light(5000, 1, CV_8UC3, cv::Scalar(99, 99, 99));
  EXPECT_EQ(remembering(thin).changed(thin), 0);
  EXPECT_EQ(remembering(thin).changed(light), 1);
}

}  // namespace
}  // namespace smarttag::media
