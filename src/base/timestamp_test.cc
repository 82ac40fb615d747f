#include "base/timestamp.h"

#include <gtest/gtest.h>

namespace smarttag {
namespace {

TEST(Timestamp, IsInWholeSecondsInUtc) {
  EXPECT_EQ(timestamp(Time{std::chrono::milliseconds{1'700'000'000'999}}), "2023-11-14T22:13:20Z");
  EXPECT_EQ(parse_timestamp("2023-11-14T22:13:20Z"), Time{std::chrono::seconds{1'700'000'000}});
  EXPECT_EQ(parse_timestamp("1970-01-02T00:00:01Z"), Time{std::chrono::seconds{86401}});
  EXPECT_TRUE(parse_timestamp("2016-02-29T23:59:59Z"));
  for (const std::string far : {"0003-11-21T00:00:00Z", "9999-12-31T23:59:59Z"})
    EXPECT_EQ(timestamp(parse_timestamp(far).value()), far);
}

TEST(Timestamp, HasOneForm) {
  for (const std::string bad :
       {"", "2023-11-14", "2016-02-30T00:00:00Z", "2016-02-23 12:46:24", "2016-02-23 12:46:24Z",
        "2016-02-23T12:46:24", "2016-02-23T24:00:00Z", "2016-13-01T00:00:00Z", "2016-02-23T12:46:24+0Z",
        "20160223T124624Z", "-016-02-23T12:46:24Z", "2016-02-23T12:46:24Z ", " 2016-02-23T12:46:24Z",
        "2023-11-14T22:13:61Z"})
    EXPECT_FALSE(parse_timestamp(bad)) << bad;
}

}  // namespace
}  // namespace smarttag
