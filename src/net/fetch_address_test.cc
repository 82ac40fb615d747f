// Forbidden addresses in every disguise: forms of the host, redirects, names that change their answer,
// proxies.
#include <cstdlib>

#include "net/testing/fetch_fixture.h"

namespace smarttag::net {
namespace {

using testing::FetchTest;
using testing::LoopbackServer;
using testing::ok;
using testing::redirect;

class ForbiddenHost : public FetchTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(ForbiddenHost, IsNotDialled) {
  limits_.addresses = {};
  const LoopbackServer server{LoopbackServer::bytes(ok("secret"))};
  const auto error = refused(server.url("/", GetParam()), ErrorKind::kInputRefused);
  EXPECT_NE(error.client.text.find("allow-private"), std::string::npos) << error.client.text;
  EXPECT_EQ(server.connections(), 0);
}

INSTANTIATE_TEST_SUITE_P(Disguises, ForbiddenHost,
                         ::testing::Values("127.0.0.1", "localhost", "LOCALHOST", "2130706433", "0x7f000001",
                                           "0x7F.0.0.1", "017700000001", "0177.0.0.1", "127.1", "127.0.1",
                                           "%31%32%37.0.0.1", "0", "0.0.0.0", "[::]", "[::1]",
                                           "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
                                           "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]",
                                           "169.254.169.254", "2852039166", "0xa9fea9fe", "100.100.100.200",
                                           "168.63.129.16", "10.0.0.1", "172.16.0.1", "192.168.0.1",
                                           "224.0.0.1", "255.255.255.255", "[fe80::1]", "[fd00:ec2::254]",
                                           "[ff02::1]", "user:pw@127.0.0.1", "8.8.8.8@127.0.0.1"));

TEST_F(FetchTest, RefusalDoesNotTellWhatANameResolvesTo) {
  limits_.addresses = {};
  const LoopbackServer server{LoopbackServer::bytes(ok("secret"))};
  const auto error = refused(server.url("/", "localhost"), ErrorKind::kInputRefused);
  EXPECT_EQ(error.client.text.find("127.0.0.1"), std::string::npos) << error.client.text;
  EXPECT_EQ(error.client.text.find("loopback"), std::string::npos) << error.client.text;
  EXPECT_NE(error.log.text.find("(loopback)"), std::string::npos) << error.log.text;
}

TEST_F(FetchTest, ARedirectToAForbiddenAddressIsNotFollowed) {
  for (const auto* target : {"http://169.254.169.254/latest/meta-data/", "//127.0.0.2/", "http://[::1]/",
                             "http://0x7f000002/", "https://10.0.0.1/"}) {
    const LoopbackServer server{LoopbackServer::bytes(redirect(target))};
    refused(server.url("/a.mp4"), ErrorKind::kInputRefused);
    EXPECT_EQ(server.connections(), 1);
  }
}

TEST_F(FetchTest, ARedirectToAnotherSchemeIsNotFollowed) {
  for (const auto* target : {"file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1:6379/_FLUSHALL",
                             "dict://127.0.0.1/x", "smb://127.0.0.1/x", "data:text/plain,x"}) {
    const LoopbackServer server{LoopbackServer::bytes(redirect(target))};
    refused(server.url("/a.mp4"), ErrorKind::kInputRefused);
  }
}

TEST_F(FetchTest, OnlyHttpAndHttpsAreFetched) {
  for (const auto* url : {"file:///etc/passwd", "FILE:///etc/passwd", "ftp://127.0.0.1/x", "oss://bucket/key",
                          "rtmp://127.0.0.1/live"})
    refused(url, ErrorKind::kInputRefused);
}

TEST_F(FetchTest, DnsRebindingGainsNothing) {
  const LoopbackServer inner{LoopbackServer::bytes(ok("secret")), "127.0.0.2"};
  const LoopbackServer outer{LoopbackServer::bytes(redirect(inner.url("/", "rebind.test")))};
  limits_.resolve = {"rebind.test:" + std::to_string(outer.port()) + ":127.0.0.1",
                     "rebind.test:" + std::to_string(inner.port()) + ":127.0.0.2"};
  refused(outer.url("/", "rebind.test"), ErrorKind::kInputRefused);
  EXPECT_EQ(outer.connections(), 1);
  EXPECT_EQ(inner.connections(), 0);
}

TEST_F(FetchTest, OnlyAllowedAddressesOfANameAreDialled) {
  const LoopbackServer server{LoopbackServer::bytes(ok("x"))};
  limits_.resolve = {"two.test:" + std::to_string(server.port()) + ":127.0.0.2,127.0.0.1"};
  EXPECT_TRUE(fetch(server.url("/", "two.test"), folder_, limits_));
}

TEST_F(FetchTest, ProxiesOfTheEnvironmentAreNotUsed) {
  const LoopbackServer server{LoopbackServer::bytes(ok("direct"))};
  const LoopbackServer proxy{LoopbackServer::bytes(ok("proxied")), "127.0.0.2"};
  for (const auto* name : {"http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"})
    ASSERT_EQ(setenv(name, proxy.url("").c_str(), 1), 0);
  const auto fetched = fetch(server.url("/"), folder_, limits_);
  for (const auto* name : {"http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"})
    ASSERT_EQ(unsetenv(name), 0);
  ASSERT_TRUE(fetched);
  EXPECT_EQ(testing::content(fetched->path), "direct");
  EXPECT_EQ(proxy.connections(), 0);
}

TEST_F(FetchTest, TheProxyOfTheSettingIsUsed) {
  const LoopbackServer proxy{LoopbackServer::bytes(ok("proxied")), "127.0.0.2"};
  limits_.proxy = proxy.url("");
  const auto fetched = fetch("http://media.test/a.mp4", folder_, limits_);
  ASSERT_TRUE(fetched) << fetched.error().client.text;
  EXPECT_EQ(testing::content(fetched->path), "proxied");
  EXPECT_EQ(proxy.requests().at(0).substr(0, 27), "GET http://media.test/a.mp4");
}

}  // namespace
}  // namespace smarttag::net
