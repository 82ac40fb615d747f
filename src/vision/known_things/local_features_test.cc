#include "vision/known_things/local_features.h"

#include "vision/known_things/views_test.h"

namespace smarttag::vision::known_things {
namespace {

TEST(LocalFeatures, ComeBackFromTheirCompactForm) {
  const auto features = features_of_sample(mark("R", "ROADS"));
  ASSERT_TRUE(features);
  const auto bytes = to_bytes(*features);
  EXPECT_LT(bytes.size(), 100'000U);
  const auto back = from_bytes(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->picture, features->picture);
  ASSERT_EQ(back->points.size(), features->points.size());
  EXPECT_EQ(cv::norm(back->descriptors, features->descriptors, cv::NORM_INF), 0);
  EXPECT_EQ(cv::norm(back->thumbnail, features->thumbnail, cv::NORM_INF), 0);
  for (std::size_t i = 0; i < back->points.size(); ++i) {
    // What lies a little outside is moved to the edge.
    EXPECT_NEAR(back->points[i].at.x, std::max(0.0F, features->points[i].at.x), 0.01);
    EXPECT_NEAR(back->points[i].size / features->points[i].size, 1, 0.05);
  }
}

TEST(LocalFeatures, DamagedBytesAreAnError) {
  auto bytes = to_bytes(features_of_sample(mark("R", "ROADS")).value());
  EXPECT_TRUE(from_bytes(bytes));
  bytes.pop_back();
  EXPECT_EQ(from_bytes(bytes).error().kind, ErrorKind::kUsage);
  bytes[0] = 'x';
  EXPECT_EQ(from_bytes(bytes).error().kind, ErrorKind::kUsage);
  EXPECT_EQ(from_bytes({}).error().kind, ErrorKind::kUsage);
}

TEST(LocalFeatures, APictureThatShowsNothingIsNoSample) {
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(8, 3000), cv::Size(400, 300)}) {
    const auto features = features_of_sample(cv::Mat(size, CV_8UC3, cv::Scalar::all(200)));
    ASSERT_FALSE(features) << size;
    EXPECT_EQ(features.error().kind, ErrorKind::kUsage);
    EXPECT_NE(features.error().client.text.find("sharp picture"), std::string::npos);
  }
}

// What inverted() makes of the features is what SIFT makes of the picture with dark and bright exchanged.
TEST(LocalFeatures, InvertedAreThoseOfTheInvertedPicture) {
  const cv::Mat picture = mark("R", "ROADS");
  cv::Mat exchanged;
  cv::bitwise_not(picture, exchanged);
  const auto made = inverted(features_of_sample(picture).value());
  const auto seen = features_of_sample(exchanged).value();
  int same = 0;
  for (int i = 0; i < made.descriptors.rows; ++i)
    for (int j = 0; j < seen.descriptors.rows; ++j)
      if (cv::norm(made.points[static_cast<std::size_t>(i)].at -
                   seen.points[static_cast<std::size_t>(j)].at) < 1 &&
          distance_squared(made.descriptors.ptr(i), seen.descriptors.ptr(j)) < distance_at(0.97)) {
        ++same;
        break;
      }
  EXPECT_GT(same, made.descriptors.rows * 8 / 10);
}

}  // namespace
}  // namespace smarttag::vision::known_things
