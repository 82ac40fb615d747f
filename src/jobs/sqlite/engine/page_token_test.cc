#include "jobs/sqlite/engine/page_token.h"

#include <gtest/gtest.h>

#include <limits>

namespace smarttag::jobs::sqlite {
namespace {

TEST(Page, TokensGoThereAndBack) {
  for (const std::int64_t number :
       {std::int64_t{0}, std::int64_t{1}, std::numeric_limits<std::int64_t>::max()}) {
    Page page;
    page.token = token_of(number);
    const auto position = position_of(page);
    ASSERT_TRUE(position);
    EXPECT_EQ(*position, number);
  }
}

TEST(Page, WithoutATokenBeginsAtTheStart) {
  const auto position = position_of({});
  ASSERT_TRUE(position);
  EXPECT_FALSE(*position);
}

TEST(Page, RefusesTokensOfItsOwnMaking) {
  for (const auto* token : {"g", "-1", "0x1", " 1", "1 ", "8000000000000000", "1;DROP TABLE jobs"}) {
    Page page;
    page.token = token;
    const auto position = position_of(page);
    ASSERT_FALSE(position) << token;
    EXPECT_EQ(position.error().kind, ErrorKind::kUsage);
  }
}

TEST(Page, HasBounds) {
  Page page;
  page.size = 100;
  EXPECT_TRUE(position_of(page));
  page.size = 101;
  EXPECT_FALSE(position_of(page));
  page.size = 0;
  EXPECT_FALSE(position_of(page));
  page.size = 1;
  page.number = 0;
  EXPECT_FALSE(position_of(page));
}

}  // namespace
}  // namespace smarttag::jobs::sqlite
