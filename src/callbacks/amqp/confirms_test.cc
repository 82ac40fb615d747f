#include "callbacks/amqp/confirms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::callbacks::amqp {
namespace {

using ::testing::ElementsAre;

TEST(Confirms, SettleOneByOne) {
  Confirms confirms{10, 2};
  confirms.settle(11, false, true);
  EXPECT_FALSE(confirms.complete());
  confirms.settle(10, false, true);
  EXPECT_TRUE(confirms.complete());
  EXPECT_THAT(confirms.taken(), ElementsAre(true, true));
}

TEST(Confirms, SettleAllUpToATag) {
  Confirms confirms{1, 3};
  confirms.settle(2, true, true);
  EXPECT_EQ(confirms.open(), 1u);
  confirms.settle(0, true, false);
  EXPECT_THAT(confirms.taken(), ElementsAre(true, true, false));
}

TEST(Confirms, TellWhatWasRefusedOrNeverAnswered) {
  Confirms confirms{1, 3};
  confirms.settle(2, false, false);
  confirms.settle(3, false, true);
  EXPECT_FALSE(confirms.complete());
  EXPECT_THAT(confirms.taken(), ElementsAre(false, false, true));
}

TEST(Confirms, PassOverTagsOfOtherBatches) {
  Confirms confirms{5, 1};
  confirms.settle(4, true, true);
  confirms.settle(6, false, true);
  EXPECT_EQ(confirms.open(), 1u);
}

TEST(Confirms, HoldToTheFirstAnswer) {
  Confirms confirms{1, 1};
  confirms.settle(1, false, false);
  confirms.settle(1, true, true);
  EXPECT_THAT(confirms.taken(), ElementsAre(false));
}

TEST(Confirms, OfNothingAreComplete) { EXPECT_TRUE((Confirms{1, 0}).complete()); }

}  // namespace
}  // namespace smarttag::callbacks::amqp
