#include "callbacks/webhooks/retry_plan.h"

#include <gtest/gtest.h>

namespace smarttag::callbacks::webhooks {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(RetryPlan, HasTenTriesInAboutThreeDays) {
  milliseconds all{0};
  int tries = 1;
  while (const auto wait = wait_after(tries, {}, 0)) {
    all += *wait;
    ++tries;
  }
  EXPECT_EQ(tries, 10);
  EXPECT_GT(all, hours{72});
  EXPECT_LT(all, hours{80});
}

TEST(RetryPlan, NeverWaitsShorterThanBefore) {
  for (int attempt = 2; attempt < 10; ++attempt)
    EXPECT_GE(wait_after(attempt, {}, 0), wait_after(attempt - 1, {}, 1)) << attempt;
}

TEST(RetryPlan, SpreadsSimultaneousRetries) {
  EXPECT_EQ(wait_after(1, {}, 0), seconds{5});
  EXPECT_EQ(wait_after(1, {}, 1), seconds{6});
}

TEST(RetryPlan, HonoursRetryAfterWithinBounds) {
  EXPECT_EQ(wait_after(1, seconds{600}, 0.5), seconds{600});
  EXPECT_EQ(wait_after(3, seconds{1}, 0), std::chrono::minutes{30});
  EXPECT_EQ(wait_after(1, seconds{10'000'000}, 0), hours{24});
  EXPECT_EQ(wait_after(1, seconds{-5}, 0), seconds{5});
}

TEST(RetryPlan, StopsAfterTheLastTryDespiteRetryAfter) {
  EXPECT_EQ(wait_after(10, seconds{5}, 0), std::nullopt);
}

TEST(RetryPlan, TreatsAnUnknownAttemptAsTheFirst) { EXPECT_EQ(wait_after(0, {}, 0), seconds{5}); }

}  // namespace
}  // namespace smarttag::callbacks::webhooks
