#include "vision/objects/model/views.h"

#include <gtest/gtest.h>

namespace smarttag::vision::objects {
namespace {

const cv::Size kPicture{1000, 500};
const cv::Rect kLeft{0, 0, 500, 500};

TEST(Tiles, OverlapAlongTheLongSideAndCoverThePicture) {
  EXPECT_EQ(tiles_of({1920, 1080}), (std::vector<cv::Rect>{{0, 0, 1080, 1080}, {840, 0, 1080, 1080}}));
  EXPECT_EQ(tiles_of({1080, 1920}), (std::vector<cv::Rect>{{0, 0, 1080, 1080}, {0, 840, 1080, 1080}}));
  EXPECT_EQ(tiles_of({1000, 1000}).size(), 4U);
  for (const cv::Size size : {cv::Size(640, 480), cv::Size(1080, 1920), cv::Size(7, 5), cv::Size(1, 1)}) {
    cv::Mat seen = cv::Mat::zeros(size, CV_8U);
    for (const auto& tile : tiles_of(size)) seen(tile).setTo(1);
    EXPECT_EQ(cv::countNonZero(seen), size.area()) << size;
  }
}

TEST(Tiles, AVeryLongPictureIsSeenAtItsEnds) {
  const auto tiles = tiles_of({4000, 300});
  ASSERT_EQ(tiles.size(), 2U);
  EXPECT_EQ(tiles[1], cv::Rect(3700, 0, 300, 300));
}

TEST(Averaged, WhatBothSeeGetsTheMeans) {
  const auto both = averaged({{{0, 0, 100, 100}, {0.8F, 0.2F}}}, {{{0, 0, 100, 90}, {0.4F, 0.4F}}});
  ASSERT_EQ(both.size(), 1U);
  EXPECT_FLOAT_EQ(both[0].scores[0], 0.6F);
  EXPECT_FLOAT_EQ(both[0].scores[1], 0.3F);
  EXPECT_EQ(both[0].box, (Box{0, 0, 100, 95}));
}

TEST(Averaged, WhatOneSeesKeepsHalf) {
  const auto both = averaged({{{0, 0, 100, 100}, {0.8F}}}, {{{500, 0, 600, 100}, {0.6F}}});
  ASSERT_EQ(both.size(), 2U);
  EXPECT_FLOAT_EQ(both[0].best(), 0.4F);
  EXPECT_FLOAT_EQ(both[1].best(), 0.3F);
}

TEST(Combined, ASmallThingTakesTheMeanAndTheTilesBox) {
  const auto all =
      combined({{{100, 100, 140, 140}, {0.6F}}}, {{kLeft, {{{102, 100, 140, 140}, {0.8F}}}}}, kPicture, 60);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_FLOAT_EQ(all[0].best(), 0.7F);
  EXPECT_FLOAT_EQ(all[0].box.left, 102);
}

TEST(Combined, ASmallThingThatTheTileDeniesKeepsHalf) {
  const auto all = combined({{{100, 100, 140, 140}, {0.6F}}}, {{kLeft, {}}}, kPicture, 60);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_FLOAT_EQ(all[0].best(), 0.3F);
}

TEST(Combined, ASmallThingOutsideTheTileIsUntouched) {
  const auto all = combined({{{700, 100, 740, 140}, {0.6F}}}, {{kLeft, {}}}, kPicture, 60);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_FLOAT_EQ(all[0].best(), 0.6F);
}

TEST(Combined, OfLargeThingsTheTileHasNoSay) {
  const auto all =
      combined({{{100, 100, 300, 300}, {0.6F}}}, {{kLeft, {{{0, 300, 150, 450}, {0.9F}}}}}, kPicture, 60);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_FLOAT_EQ(all[0].best(), 0.6F);
}

TEST(Combined, WhatOnlyTheTileSeesIsTaken) {
  const auto all = combined({}, {{kLeft, {{{0, 100, 40, 140}, {0.5F}}}}}, kPicture, 60);
  ASSERT_EQ(all.size(), 1U) << "touching the picture's own border is no cut of the tile";
}

TEST(Combined, WhatATilesInnerEdgeMayCutIsNotTaken) {
  EXPECT_TRUE(combined({}, {{kLeft, {{{465, 100, 499, 140}, {0.5F}}}}}, kPicture, 60).empty());
}

}  // namespace
}  // namespace smarttag::vision::objects
