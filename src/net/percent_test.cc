#include "net/percent.h"

#include <gtest/gtest.h>

namespace smarttag::net {
namespace {

TEST(Percent, FollowsRfc3986) {
  EXPECT_EQ(percent_encoded("a b*~/\xE4\xB8\xAD+"), "a%20b%2A~%2F%E4%B8%AD%2B");
  EXPECT_EQ(encoded_path("/a b/100%.mp4"), "/a%20b/100%25.mp4");
  EXPECT_EQ(percent_decoded("a+b%2B%e4%b8%ad"), "a+b+\xE4\xB8\xAD");
  EXPECT_EQ(form_decoded("a+b%2B%e4%b8%ad"), "a b+\xE4\xB8\xAD");
}

TEST(Percent, HalfAnEscapeIsNothing) {
  for (const std::string bad : {"%", "%4", "%zz", "a%4", "%-1"}) {
    EXPECT_FALSE(percent_decoded(bad)) << bad;
    EXPECT_FALSE(form_decoded(bad)) << bad;
  }
}

}  // namespace
}  // namespace smarttag::net
