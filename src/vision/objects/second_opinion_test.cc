#include "vision/objects/second_opinion.h"
#include "base/paths.h"

#include <gtest/gtest.h>

#include "inference/engine.h"
#include "vision/objects/drawn_test.h"

namespace smarttag::vision::objects {
namespace {

const auto kTable = home_folder() / "data" / "object_concepts.tsv";

TEST(Surroundings, AreASquareWithAMargin) {
  EXPECT_EQ(surroundings({400, 300, 500, 340}, {1000, 800}), cv::Rect(385, 255, 130, 130));
}

TEST(Surroundings, EndAtThePicture) {
  EXPECT_EQ(surroundings({0, 0, 100, 100}, {640, 480}), cv::Rect(0, 0, 115, 115));
  EXPECT_EQ(surroundings({600, 440, 640, 480}, {640, 480}), cv::Rect(594, 434, 46, 46));
  EXPECT_EQ(surroundings({-500, -500, 5000, 5000}, {640, 480}), cv::Rect(0, 0, 640, 480));
}

TEST(Surroundings, AreNeverEmpty) {
  for (const Box box : {Box{640, 480, 640, 480}, Box{9000, 9000, 9001, 9001}, Box{-9, -9, -8, -8}, Box{}}) {
    const cv::Rect region = surroundings(box, {640, 480});
    EXPECT_GT(region.area(), 0);
    EXPECT_EQ(region & cv::Rect(0, 0, 640, 480), region);
  }
}

TEST(SecondOpinion, BelievesInAClockThatIsThereAndInNothingElse) {
  const auto engine = inference::Engine::create(Settings());
  ASSERT_TRUE(engine.has_value());
  auto model = PictureModel::create(**engine);
  ASSERT_TRUE(model.has_value()) << model.error().client.text;
  auto opinion = SecondOpinion::create(std::move(*model), {"car", "clock", "person"}, kTable);
  ASSERT_TRUE(opinion.has_value()) << opinion.error().client.text;
  EXPECT_EQ(opinion->knows(), (std::vector<bool>{true, true, false}));
  const auto shares = opinion->of(wall_with_clock(), clock_box());
  ASSERT_TRUE(shares.has_value());
  EXPECT_LT((*shares)[0], 0.05F);
  EXPECT_GT((*shares)[1], 0.5F);
  EXPECT_EQ((*shares)[2], 0.0F);
  ASSERT_EQ(shares->size(), 4U);
  EXPECT_LT((*shares)[3], 0.5F) << "in anything else";
}

TEST(SecondOpinion, NeedsItsTable) {
  const auto engine = inference::Engine::create(Settings());
  ASSERT_TRUE(engine.has_value());
  auto model = PictureModel::create(**engine);
  ASSERT_TRUE(model.has_value()) << model.error().client.text;
  const auto opinion =
      SecondOpinion::create(std::move(*model), {"car"}, kTable.parent_path() / "no-such-table.tsv");
  ASSERT_FALSE(opinion.has_value());
  EXPECT_EQ(opinion.error().kind, ErrorKind::kInternal);
}

}  // namespace
}  // namespace smarttag::vision::objects
