#include "vision/text/reading/reading_order.h"

#include <gmock/gmock.h>

namespace smarttag::vision::text {
namespace {

using ::testing::ElementsAre;

TEST(ReadingOrder, RowsFromTopThenFromLeft) {
  EXPECT_THAT(reading_order({{300, 12, 400, 32}, {10, 60, 100, 80}, {10, 10, 100, 30}}),
              ElementsAre(2, 0, 1));
}

TEST(ReadingOrder, ARowMayBeSlightlyTilted) {
  EXPECT_THAT(reading_order({{200, 18, 300, 38}, {10, 10, 100, 30}, {400, 27, 500, 47}}),
              ElementsAre(1, 0, 2));
}

TEST(ReadingOrder, LinesCloseTogetherAreNotOneRow) {
  EXPECT_THAT(reading_order({{10, 30, 100, 52}, {60, 10, 300, 34}}), ElementsAre(1, 0));
}

TEST(ReadingOrder, ASignOnEndDoesNotJoinTheRowsBesideIt) {
  // The tall box reaches over three rows, whose order stays.
  const auto order = reading_order(
      {{500, 0, 530, 120}, {10, 10, 100, 30}, {200, 11, 300, 31}, {10, 90, 100, 110}, {10, 50, 90, 70}});
  std::vector<std::size_t> rows;
  for (const auto i : order)
    if (i != 0) rows.push_back(i);
  EXPECT_THAT(rows, ElementsAre(1, 2, 4, 3));
}

TEST(ReadingOrder, ColumnsFromTheRight) {
  EXPECT_THAT(reading_order({{10, 10, 40, 300}, {60, 10, 90, 280}, {110, 10, 140, 300}}),
              ElementsAre(2, 1, 0));
}

TEST(ReadingOrder, PageTurnedCounterclockwiseBeginsAtTheLeft) {
  EXPECT_THAT(
      reading_order({{110, 10, 140, 300}, {10, 10, 40, 300}, {60, 30, 90, 300}}, Turn::kThreeQuarters),
      ElementsAre(1, 2, 0));
}

TEST(ReadingOrder, PageUpsideDownBeginsAtTheBottomRight) {
  EXPECT_THAT(reading_order({{10, 10, 100, 30}, {10, 60, 100, 80}, {150, 61, 260, 81}}, Turn::kHalf),
              ElementsAre(2, 1, 0));
}

TEST(ReadingOrder, OneOrNone) {
  EXPECT_TRUE(reading_order({}).empty());
  EXPECT_THAT(reading_order({{0, 0, 0, 0}}), ElementsAre(0));
}

}  // namespace
}  // namespace smarttag::vision::text
