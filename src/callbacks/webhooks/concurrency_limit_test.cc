#include "callbacks/webhooks/concurrency_limit.h"

#include <gtest/gtest.h>

namespace smarttag::callbacks::webhooks {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Time kNow{seconds{1000}};

TEST(ConcurrencyLimit, AllowsSoManyForEachKey) {
  ConcurrencyLimit limit{2};
  limit.enter("a");
  EXPECT_TRUE(limit.has_room("a"));
  limit.enter("a");
  EXPECT_FALSE(limit.has_room("a"));
  EXPECT_TRUE(limit.has_room("b"));
  limit.leave("a", seconds{1});
  EXPECT_TRUE(limit.has_room("a"));
}

TEST(ConcurrencyLimit, SpreadsWaitersOverTheTimeTheyNeed) {
  ConcurrencyLimit limit{2};
  limit.enter("a");
  limit.enter("a");
  EXPECT_EQ(limit.next_room("a", kNow), kNow + milliseconds{500});  // a try takes a second until one was seen
  EXPECT_EQ(limit.next_room("a", kNow), kNow + milliseconds{1000});
  EXPECT_EQ(limit.next_room("a", kNow), kNow + milliseconds{1500});
}

TEST(ConcurrencyLimit, LearnsHowLongATryTakes) {
  ConcurrencyLimit limit{2};
  limit.enter("a");
  limit.enter("a");
  limit.leave("a", seconds{9});
  EXPECT_EQ(limit.next_room("a", kNow), kNow + milliseconds{1500});  // (3 * 1 s + 9 s) / 4 for two
}

TEST(ConcurrencyLimit, NeverMakesAnyoneWaitLongerThanFiveMinutes) {
  ConcurrencyLimit limit{1};
  limit.enter("a");
  for (int i = 0; i < 1000; ++i) EXPECT_LE(limit.next_room("a", kNow), kNow + minutes{5});
}

TEST(ConcurrencyLimit, PromisesNoTimeInThePast) {
  ConcurrencyLimit limit{1};
  limit.enter("a");
  limit.next_room("a", kNow);
  EXPECT_GT(limit.next_room("a", kNow + minutes{10}), kNow + minutes{10});
}

TEST(ConcurrencyLimit, ForgetsIdleKeys) {
  ConcurrencyLimit limit{1};
  limit.enter("a");
  limit.next_room("a", kNow);
  limit.leave("a", minutes{1});
  limit.enter("a");
  EXPECT_EQ(limit.next_room("a", kNow), kNow + seconds{1});
}

TEST(ConcurrencyLimit, ToleratesALeaveTooMany) {
  ConcurrencyLimit limit{1};
  limit.leave("a", seconds{1});
  EXPECT_TRUE(limit.has_room("a"));
}

}  // namespace
}  // namespace smarttag::callbacks::webhooks
