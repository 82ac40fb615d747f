#include "media/video/orientation.h"

#include <array>

#include <gtest/gtest.h>

#include "media/input/ffmpeg.h"

namespace smarttag::media {
namespace {

// 1 2
// 3 4
const cv::Mat kPicture = (cv::Mat_<uchar>(2, 2) << 1, 2, 3, 4);

std::array<int, 4> turned(const Orientation& orientation) {
  const cv::Mat result = upright(kPicture, orientation);
  return {result.at<uchar>(0, 0), result.at<uchar>(0, 1), result.at<uchar>(1, 0), result.at<uchar>(1, 1)};
}

TEST(Orientation, OfExifGoesAllEightWays) {
  const std::array<std::array<int, 4>, 8> expected{{{1, 2, 3, 4},
                                                    {2, 1, 4, 3},
                                                    {4, 3, 2, 1},
                                                    {3, 4, 1, 2},
                                                    {1, 3, 2, 4},
                                                    {3, 1, 4, 2},
                                                    {4, 2, 3, 1},
                                                    {2, 4, 1, 3}}};
  for (int i = 1; i <= 8; ++i)
    EXPECT_EQ(turned(Orientation::of_exif(i)), expected.at(static_cast<std::size_t>(i - 1))) << i;
}

TEST(Orientation, OfExifOutOfRangeIsUpright) {
  for (const int value : {0, 9, -1, 1000}) EXPECT_EQ(Orientation::of_exif(value), Orientation{});
}

TEST(Orientation, OfAMatrixAgreesWithFfmpeg) {
  std::array<std::int32_t, 9> matrix{};
  av_display_rotation_set(matrix.data(), 90);  // with the clock
  EXPECT_EQ(Orientation::of_matrix(matrix.data()), Orientation::of_exif(6));
  av_display_rotation_set(matrix.data(), 270);
  EXPECT_EQ(Orientation::of_matrix(matrix.data()), Orientation::of_exif(8));
  av_display_rotation_set(matrix.data(), 180);
  EXPECT_EQ(Orientation::of_matrix(matrix.data()), Orientation::of_exif(3));
  av_display_rotation_set(matrix.data(), 0);
  av_display_matrix_flip(matrix.data(), 1, 0);
  EXPECT_EQ(Orientation::of_matrix(matrix.data()), Orientation::of_exif(2));
}

TEST(Orientation, GoesToTheNearerQuarterTurn) {
  std::array<std::int32_t, 9> matrix{};
  av_display_rotation_set(matrix.data(), 80);
  EXPECT_EQ(Orientation::of_matrix(matrix.data()), Orientation::of_exif(6));
  av_display_rotation_set(matrix.data(), 10);
  EXPECT_EQ(Orientation::of_matrix(matrix.data()), Orientation{});
}

TEST(Orientation, OfNothingIsUpright) {
  EXPECT_EQ(Orientation::of_matrix(nullptr), Orientation{});
  const std::array<std::int32_t, 9> zeros{};
  EXPECT_EQ(Orientation::of_matrix(zeros.data()), Orientation{});
  EXPECT_EQ(upright(kPicture, {}).data, kPicture.data);  // no copy
}

}  // namespace
}  // namespace smarttag::media
