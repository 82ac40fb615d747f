#include "vision/text/watching/stroke_map.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include "vision/text/watching/drawn_view_test.h"

namespace smarttag::vision::text {
namespace {

TEST(StrokeMap, WordsThatAppearAreARunOfCells) {
  cv::Mat grey = ground();
  const StrokeMap before(grey);
  write(grey, "Breaking news tonight");
  const StrokeMap after(grey);
  EXPECT_GE(after.longest_new_run(before, {}), 10);
  EXPECT_EQ(before.longest_new_run(after, {}), 0) << "words that go are not new";
  EXPECT_GE(after.cells_in_runs(), 10);
  EXPECT_EQ(before.cells_in_runs(), 0);
}

TEST(StrokeMap, OutlinesAreNoWords) {
  cv::Mat grey = ground();
  const StrokeMap before(grey);
  cv::rectangle(grey, cv::Rect(200, 100, 300, 300), cv::Scalar(255), cv::FILLED);
  cv::circle(grey, {700, 250}, 120, cv::Scalar(200), cv::FILLED, cv::LINE_AA);
  EXPECT_LT(StrokeMap(grey).longest_new_run(before, {}), 2);
}

TEST(StrokeMap, WordsAtKnownPlacesAreNotNew) {
  cv::Mat grey = ground();
  const StrokeMap before(grey);
  const Quad quad = write(grey, "Breaking news tonight");
  EXPECT_EQ(StrokeMap(grey).longest_new_run(before, {bounds(quad)}), 0);
}

TEST(StrokeMap, StrokesThatComeBackToAPlaceAreCounted) {
  cv::Mat grey = ground();
  const StrokeMap before(grey);
  const Box place = bounds(write(grey, "Wait"));
  const StrokeMap after(grey);
  EXPECT_GE(after.new_cells(before, {place}), 4);
  EXPECT_EQ(before.new_cells(after, {place}), 0);
  EXPECT_EQ(after.new_cells(before, {{0, 0, 100, 50}}), 0) << "elsewhere";
  EXPECT_EQ(after.new_cells(before, {}), 0);
  EXPECT_EQ(after.new_cells(StrokeMap(), {place}), 0);
}

TEST(StrokeMap, APictureOfAnotherSizeIsNotCompared) {
  cv::Mat grey = ground();
  write(grey, "Breaking news tonight");
  EXPECT_EQ(StrokeMap(grey).longest_new_run(StrokeMap(), {}), 0);
  EXPECT_EQ(StrokeMap(grey).longest_new_run(StrokeMap(ground(1, 40, {480, 270})), {}), 0);
}

TEST(StrokeMap, ATinyPictureHasNoCells) {
  EXPECT_EQ(StrokeMap(cv::Mat(5, 7, CV_8UC1, cv::Scalar(3))).cells_in_runs(), 0);
}

}  // namespace
}  // namespace smarttag::vision::text
