#include "vision/objects/model/distance_head.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace smarttag::vision::objects {
namespace {

TEST(ExpectedDistance, OfOneCertainBinIsThatBin) {
  std::array<float, 11> logits{};
  logits[7] = 100;
  EXPECT_NEAR(expected_distance(logits), 7, 1e-5);
}

TEST(ExpectedDistance, OfEqualBinsIsTheMiddle) {
  const std::array<float, 11> logits{};
  EXPECT_NEAR(expected_distance(logits), 5, 1e-5);
}

TEST(ExpectedDistance, WeighsBinsByTheirExponential) {
  // e^0 : e^ln(3) = 1 : 3 on bins 2 and 3
  const std::array<float, 4> logits{-100, -100, 0, std::log(3.0F)};
  EXPECT_NEAR(expected_distance(logits), 2.75, 1e-5);
}

TEST(ExpectedDistance, SurvivesLargeLogits) {
  const std::array<float, 3> logits{1e30F, -1e30F, 1e30F};
  EXPECT_NEAR(expected_distance(logits), 1, 1e-5);
}

// A head small enough to write down: 16 pixels, strides 8 and 16, three bins, two classes: 4 + 1 cells.
class SmallHead : public testing::Test {
 protected:
  void set(std::size_t cell, std::size_t label, float score, std::array<std::size_t, 4> bins) {
    scores_[cell * 2 + label] = score;
    for (std::size_t edge = 0; edge < 4; ++edge) distances_[(cell * 4 + edge) * 3 + bins[edge]] = 100;
  }

  DistanceHead head_{16, {8, 16}, 3, 2};
  std::vector<float> scores_ = std::vector<float>(10, 0.0F);
  std::vector<float> distances_ = std::vector<float>(60, 0.0F);
};

TEST_F(SmallHead, CountsTheCellsOfItsGrids) {
  EXPECT_EQ(head_.cells(), 5);
  EXPECT_EQ((DistanceHead{416, {8, 16, 32}, 11, 80}.cells()), 3549);
}

TEST_F(SmallHead, BoxesAreAroundTheCellsCentre) {
  set(3, 1, 0.75F, {1, 0, 2, 1});  // the lower right cell of stride 8: centre 12, 12
  const auto found = head_.decode(scores_, distances_, 0.5F);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(found[0].box.left, 4, 1e-3);
  EXPECT_NEAR(found[0].box.top, 12, 1e-3);
  EXPECT_NEAR(found[0].box.right, 28, 1e-3);
  EXPECT_NEAR(found[0].box.bottom, 20, 1e-3);
  EXPECT_EQ(found[0].scores, (std::vector<float>{0, 0.75F}));
}

TEST_F(SmallHead, RowsAreCountedOverTheStrides) {
  set(1, 0, 0.9F, {0, 0, 0, 0});
  set(4, 0, 0.8F, {0, 0, 0, 0});
  const auto found = head_.decode(scores_, distances_, 0.5F);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NEAR(found[0].box.left, 12, 1e-3) << "second cell of the first row of stride 8";
  EXPECT_NEAR(found[0].box.top, 4, 1e-3);
  EXPECT_NEAR(found[1].box.left, 8, 1e-3) << "the only cell of stride 16";
  EXPECT_NEAR(found[1].box.top, 8, 1e-3);
}

TEST_F(SmallHead, NothingBelowTheLeastScore) {
  set(0, 0, 0.49F, {1, 1, 1, 1});
  EXPECT_TRUE(head_.decode(scores_, distances_, 0.5F).empty());
  EXPECT_EQ(head_.decode(scores_, distances_, 0.49F).size(), 1U);
}

}  // namespace
}  // namespace smarttag::vision::objects
