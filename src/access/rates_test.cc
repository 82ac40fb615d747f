#include "access/rates.h"

#include <gtest/gtest.h>

#include "jobs/testing/manual_clock.h"

namespace smarttag::access {
namespace {

using jobs::testing::ManualClock;
using namespace std::chrono_literals;

TEST(Rates, GrantsTheConfiguredRate) {
  ManualClock clock;
  Rates rates(100, clock);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(rates.take(1).remaining, 99 - i);
  const Turn refused = rates.take(1);
  EXPECT_FALSE(refused.granted);
  EXPECT_EQ(refused.limit, 100);
  EXPECT_EQ(refused.wait, 10ms);
  EXPECT_TRUE(rates.take(2).granted) << "each user has a bucket";
  clock.turn(refused.wait);
  EXPECT_TRUE(rates.take(1).granted);
  EXPECT_FALSE(rates.take(1).granted);
  clock.turn(1h);
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(rates.take(1).granted);
  EXPECT_FALSE(rates.take(1).granted) << "a pause is worth one second";
}

TEST(Rates, ClockSetBackTakesNothing) {
  ManualClock clock;
  Rates rates(1, clock);
  EXPECT_TRUE(rates.take(1).granted);
  clock.turn(-1h);
  EXPECT_FALSE(rates.take(1).granted);
  clock.turn(1s);
  EXPECT_TRUE(rates.take(1).granted);
}

TEST(Rates, NoLimitIsNoLimit) {
  ManualClock clock;
  Rates rates(0, clock);
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(rates.take(1).granted);
}

}  // namespace
}  // namespace smarttag::access
