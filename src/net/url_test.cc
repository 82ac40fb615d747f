#include "net/url.h"

#include <gtest/gtest.h>

namespace smarttag::net {
namespace {

TEST(Url, IsToldFromAFile) {
  EXPECT_TRUE(is_url("http://host/a.mp4"));
  EXPECT_TRUE(is_url("HTTPS://host"));
  EXPECT_TRUE(is_url("file:///etc/passwd"));
  EXPECT_TRUE(is_url("s3+https://bucket"));
  for (const auto* file : {"", "a.mp4", "://x", "/srv/http://x.mp4", "./odd://x", "C:\\a.mp4", "http:/x"})
    EXPECT_FALSE(is_url(file)) << file;
}

TEST(Url, HostsInOddFormsAreMadePlain) {
  EXPECT_EQ(normal_url("http://0x7f.1/a"), "http://127.0.0.1/a");
  EXPECT_EQ(normal_url("http://2130706433"), "http://127.0.0.1/");
  EXPECT_EQ(normal_url("http://h/a/../b"), "http://h/b");
  EXPECT_FALSE(normal_url("no url"));
}

TEST(Url, ShownWithoutWhatMayBeSecret) {
  EXPECT_EQ(shown_url("https://user:pass@host/a.mp4?Signature=x#y"), "https://host/a.mp4");
  EXPECT_EQ(shown_url("user:pass"), "The URL");
}

TEST(Url, FileNameIsTheLastPartDecoded) {
  EXPECT_EQ(file_name("http://h/a/b%20c.mp4?x=/d"), "b c.mp4");
  EXPECT_EQ(file_name("http://h/a/..%2f..%2fpasswd"), "passwd");
  EXPECT_EQ(file_name("http://h/"), "");
  EXPECT_EQ(file_name("no url"), "");
}

TEST(Url, SchemeDecidesWhetherItIsHttp) {
  EXPECT_TRUE(is_http("HTTP://h/"));
  EXPECT_FALSE(is_http("ftp://h/"));
  EXPECT_FALSE(is_http("httpx://h/"));
}

TEST(Url, TheHostIsTheOneDialled) {
  EXPECT_EQ(host_of("http://0x7f.1/a"), "127.0.0.1");
  EXPECT_EQ(host_of("https://[::1]:99/a"), "::1");
  EXPECT_EQ(host_of("https://user@films.example:99/a"), "films.example");
  EXPECT_EQ(host_of("nonsense"), "");
}

}  // namespace
}  // namespace smarttag::net
