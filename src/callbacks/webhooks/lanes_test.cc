#include "callbacks/webhooks/lanes.h"

#include <gtest/gtest.h>

namespace smarttag::callbacks::webhooks {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Time kNow{seconds{1000}};

TEST(Lanes, HaveSoManyPlacesForEachKey) {
  Lanes lanes{2};
  lanes.enter("a");
  EXPECT_TRUE(lanes.has_place("a"));
  lanes.enter("a");
  EXPECT_FALSE(lanes.has_place("a"));
  EXPECT_TRUE(lanes.has_place("b"));
  lanes.leave("a", seconds{1});
  EXPECT_TRUE(lanes.has_place("a"));
}

TEST(Lanes, SpreadThoseWhoWaitOverTheTimeTheyNeed) {
  Lanes lanes{2};
  lanes.enter("a");
  lanes.enter("a");
  EXPECT_EQ(lanes.next_place("a", kNow),
            kNow + milliseconds{500});  // a try takes a second until one was seen
  EXPECT_EQ(lanes.next_place("a", kNow), kNow + milliseconds{1000});
  EXPECT_EQ(lanes.next_place("a", kNow), kNow + milliseconds{1500});
}

TEST(Lanes, LearnHowLongATryTakes) {
  Lanes lanes{2};
  lanes.enter("a");
  lanes.enter("a");
  lanes.leave("a", seconds{9});
  EXPECT_EQ(lanes.next_place("a", kNow), kNow + milliseconds{1500});  // (3 * 1 s + 9 s) / 4 for two
}

TEST(Lanes, NeverAskAnyoneToWaitLongerThanFiveMinutes) {
  Lanes lanes{1};
  lanes.enter("a");
  for (int i = 0; i < 1000; ++i) EXPECT_LE(lanes.next_place("a", kNow), kNow + minutes{5});
}

TEST(Lanes, DoNotPromiseAPlaceInThePast) {
  Lanes lanes{1};
  lanes.enter("a");
  lanes.next_place("a", kNow);
  EXPECT_GT(lanes.next_place("a", kNow + minutes{10}), kNow + minutes{10});
}

TEST(Lanes, ForgetWhoIsIdle) {
  Lanes lanes{1};
  lanes.enter("a");
  lanes.next_place("a", kNow);
  lanes.leave("a", minutes{1});
  lanes.enter("a");
  EXPECT_EQ(lanes.next_place("a", kNow), kNow + seconds{1});
}

TEST(Lanes, TakeNoHarmFromALeaveTooMany) {
  Lanes lanes{1};
  lanes.leave("a", seconds{1});
  EXPECT_TRUE(lanes.has_place("a"));
}

}  // namespace
}  // namespace smarttag::callbacks::webhooks
