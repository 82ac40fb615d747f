#include "vision/objects/shot_classes.h"

#include <gtest/gtest.h>

namespace smarttag::vision::objects {
namespace {

using Best = std::vector<std::pair<std::size_t, float>>;

TEST(ShotClasses, GivesTheMeanOverThePictures) {
  ShotClasses classes;
  classes.add(std::vector<float>{0.5F, 0.25F, 0.25F});
  classes.add(std::vector<float>{0.0F, 0.75F, 0.25F});
  EXPECT_EQ(classes.best(5, 0.25F), (Best{{1, 0.5F}, {0, 0.25F}, {2, 0.25F}}));
}

TEST(ShotClasses, LeavesOutWhatIsUnlikelyOrTooMuch) {
  ShotClasses classes;
  classes.add(std::vector<float>{0.2F, 0.3F, 0.5F});
  EXPECT_EQ(classes.best(1, 0.25F), (Best{{2, 0.5F}}));
  EXPECT_TRUE(classes.best(5, 0.6F).empty());
}

TEST(ShotClasses, AShotWithoutPicturesHasNone) { EXPECT_TRUE(ShotClasses().best(5, 0).empty()); }

}  // namespace
}  // namespace smarttag::vision::objects
