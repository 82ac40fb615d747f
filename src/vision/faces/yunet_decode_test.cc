#include "vision/faces/yunet_decode.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace smarttag::vision::faces {
namespace {

// A grid of 3 x 2 cells of stride 8 with nothing in it.
struct Grid {
  std::vector<float> cls = std::vector<float>(6), obj = std::vector<float>(6), bbox = std::vector<float>(24),
                     points = std::vector<float>(60);
  std::vector<FaceBox> decoded(float threshold) const {
    std::vector<FaceBox> faces;
    decode({8, 3, cls, obj, bbox, points}, threshold, faces);
    return faces;
  }
};

TEST(YunetDecode, PlacesABoxAndItsPointsByTheCell) {
  Grid grid;
  grid.cls[4] = 0.81F;  // second row, second column
  grid.obj[4] = 1.0F;
  grid.bbox[16] = 0.5F;
  grid.bbox[17] = 0.25F;
  grid.bbox[18] = std::log(2.0F);
  grid.bbox[19] = std::log(4.0F);
  grid.points[40] = -1;
  grid.points[49] = 3;
  const auto faces = grid.decoded(0.6F);
  ASSERT_EQ(faces.size(), 1U);
  EXPECT_NEAR(faces[0].score, 0.9, 1e-5);
  EXPECT_NEAR(faces[0].box.left, 4, 1e-4);
  EXPECT_NEAR(faces[0].box.right, 20, 1e-4);
  EXPECT_NEAR(faces[0].box.top, -6, 1e-4);
  EXPECT_NEAR(faces[0].box.bottom, 26, 1e-4);
  EXPECT_NEAR(faces[0].points[0].x, 0, 1e-4);
  EXPECT_NEAR(faces[0].points[4].y, 32, 1e-4);
}

TEST(YunetDecode, BothProbabilitiesCountAndAreClamped) {
  Grid grid;
  grid.cls = {1, 0.2F, 1.5F, 0, 0.9F, -1};
  grid.obj = {0.2F, 1, 1.5F, 1, 0.9F, -1};
  const auto faces = grid.decoded(0.6F);
  ASSERT_EQ(faces.size(), 2U);
  EXPECT_FLOAT_EQ(faces[0].score, 1);
  EXPECT_FLOAT_EQ(faces[1].score, 0.9F);
}

TEST(YunetDecode, NotANumberIsNoFace) {
  Grid grid;
  grid.cls[0] = grid.obj[0] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(grid.decoded(0.6F).empty());
}

FaceBox box(float left, float top, float right, float bottom, float score) {
  return {{left, top, right, bottom}, score, {}};
}

TEST(Distinct, TheBetterOfTwoThatOverlapStays) {
  const auto faces = distinct({box(0, 0, 10, 10, 0.7F), box(2, 0, 12, 10, 0.9F)});
  ASSERT_EQ(faces.size(), 1U);
  EXPECT_FLOAT_EQ(faces[0].score, 0.9F);
}

TEST(Distinct, ASmallBoxWithinALargeOneIsTheSameFace) {
  EXPECT_EQ(distinct({box(0, 0, 20, 20, 0.9F), box(5, 5, 13, 13, 0.8F)}).size(), 1U);
  EXPECT_EQ(distinct({box(0, 0, 20, 20, 0.8F), box(5, 5, 13, 13, 0.9F)}).size(), 1U);
}

TEST(Distinct, NeighboursStayAndTheBestComesFirst) {
  const auto faces = distinct({box(0, 0, 10, 10, 0.7F), box(9, 0, 19, 10, 0.9F), box(40, 0, 50, 10, 0.8F)});
  ASSERT_EQ(faces.size(), 3U);
  EXPECT_FLOAT_EQ(faces[0].score, 0.9F);
  EXPECT_FLOAT_EQ(faces[2].score, 0.7F);
}

TEST(Distinct, NothingAndEmptyBoxes) {
  EXPECT_TRUE(distinct({}).empty());
  EXPECT_EQ(distinct({box(3, 3, 3, 3, 0.7F), box(3, 3, 3, 3, 0.8F)}).size(), 2U);
}

}  // namespace
}  // namespace smarttag::vision::faces
