#include "jobs/retry_policy.h"

#include <gtest/gtest.h>

namespace smarttag::jobs {
namespace {

using std::chrono::milliseconds;

constexpr auto kPasses = ErrorKind::kInputUnreachable;

TEST(RetryPolicy, RetriesOnlyRetryableErrors) {
  const RetryPolicy policy;
  for (const auto kind : {ErrorKind::kAnalysisCrashed, ErrorKind::kInputUnreachable, ErrorKind::kStoreFailed,
                          ErrorKind::kInterrupted})
    EXPECT_TRUE(policy.wait_after(kind, 1, 0)) << row(kind).name;
  for (const auto kind :
       {ErrorKind::kInputMissing, ErrorKind::kInputUnreadable, ErrorKind::kInputUnsupported,
        ErrorKind::kInputRefused, ErrorKind::kInputTooLarge, ErrorKind::kAnalysisFailed,
        ErrorKind::kTimeLimit, ErrorKind::kMemoryLimit, ErrorKind::kUsage, ErrorKind::kInternal})
    EXPECT_FALSE(policy.wait_after(kind, 1, 0)) << row(kind).name;
}

TEST(RetryPolicy, DoublesTheWaitUpToTheLongest) {
  const RetryPolicy policy{
      .most_failures = 100, .first_wait = milliseconds{1000}, .longest_wait = milliseconds{5000}};
  EXPECT_EQ(policy.wait_after(kPasses, 1, 1), milliseconds{1000});
  EXPECT_EQ(policy.wait_after(kPasses, 2, 1), milliseconds{2000});
  EXPECT_EQ(policy.wait_after(kPasses, 3, 1), milliseconds{4000});
  EXPECT_EQ(policy.wait_after(kPasses, 4, 1), milliseconds{5000});
  EXPECT_EQ(policy.wait_after(kPasses, 99, 1), milliseconds{5000});
}

TEST(RetryPolicy, SpreadsWaitsOverTheUpperHalf) {
  const RetryPolicy policy{
      .most_failures = 9, .first_wait = milliseconds{1000}, .longest_wait = milliseconds{5000}};
  EXPECT_EQ(policy.wait_after(kPasses, 1, 0), milliseconds{500});
  EXPECT_EQ(policy.wait_after(kPasses, 1, 0.5), milliseconds{750});
  EXPECT_EQ(policy.wait_after(kPasses, 1, -3), milliseconds{500});
  EXPECT_EQ(policy.wait_after(kPasses, 1, 7), milliseconds{1000});
}

TEST(RetryPolicy, EndsWithTheLastFailure) {
  RetryPolicy policy;
  policy.most_failures = 2;
  EXPECT_TRUE(policy.wait_after(kPasses, 1, 0));
  EXPECT_FALSE(policy.wait_after(kPasses, 2, 0));
  policy.most_failures = 1;
  EXPECT_FALSE(policy.wait_after(kPasses, 1, 0));
}

}  // namespace
}  // namespace smarttag::jobs
