#include "inputs/object_store.h"

#include <gmock/gmock.h>

#include "inputs/testing/inputs_fixture.h"
#include "net/testing/fetch_fixture.h"

namespace smarttag::inputs {
namespace {

using net::testing::LoopbackServer;
using net::testing::ok;
using net::testing::redirect;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using enum ErrorKind;

class Objects : public testing::InputsTest {
 protected:
  // A store at this server; no client may dial its address.
  void store_at(const LoopbackServer& server) {
    set("s3-endpoint", server.url(""));
    set("s3-access-key-id", "KEYID");
    set("s3-access-key-secret", "very-secret");
    set("allow-private", "");
  }
};

TEST(ObjectNames, InEveryForm) {
  Settings settings;
  ASSERT_TRUE(settings.set("s3-endpoint", "http://Store.example:9000/"));
  const auto store = ObjectStore::create(settings).value();
  struct Case {
    const char* text;
    const char* bucket;
    const char* key;
  };
  for (const auto& c :
       {Case{"oss://films/a/b.mp4", "films", "a/b.mp4"}, Case{"OSS://films/a%20b.mp4", "films", "a b.mp4"},
        Case{"oss://films/文件 100%.mp4", "films", "文件 100%.mp4"},
        Case{"oss://films/a+b?c#d.mp4", "films", "a+b?c#d.mp4"}, Case{"oss://films//a", "films", "/a"},
        Case{"http://films.store.example:9000/a/b.mp4", "films", "a/b.mp4"},
        Case{"HTTPS://Films.Store.example:9000/%E6%96%87.mp4", "films", "文.mp4"},
        Case{"http://store.example:9000/films/a.mp4", "films", "a.mp4"}}) {
    const auto object = store.named(c.text);
    ASSERT_TRUE(object) << c.text << ": " << object.error().client.text;
    EXPECT_EQ(object->bucket, c.bucket) << c.text;
    EXPECT_EQ(object->key, c.key) << c.text;
  }
  EXPECT_EQ(store.url_of({"films", "a b/文+(1)~.mp4"}),
            "http://store.example:9000/films/a%20b/%E6%96%87%2B%281%29~.mp4");
  ASSERT_TRUE(settings.set("s3-addressing", "host"));
  EXPECT_EQ(ObjectStore::create(settings).value().url_of({"films", "a b.mp4"}),
            "http://films.store.example:9000/a%20b.mp4");
}

TEST(ObjectNames, ThatAreNoneAreRefused) {
  Settings settings;
  ASSERT_TRUE(settings.set("s3-endpoint", "http://store.example:9000"));
  const auto store = ObjectStore::create(settings).value();
  struct Case {
    const char* text;
    ErrorKind kind;
  };
  for (const auto& c :
       {Case{"films/a.mp4", kUsage}, Case{"oss://films", kUsage}, Case{"oss://films/", kUsage},
        Case{"oss:///a.mp4", kUsage}, Case{"oss://Films/a", kUsage}, Case{"oss://a@b/a", kUsage},
        Case{"oss://films/a%00b", kUsage}, Case{"oss://films/a%0d%0aHost:x", kUsage},
        Case{"s3://films/a", kUsage}, Case{"http://films.store.example:9000/a?X=1", kUsage},
        Case{"oss://films/../other/a", kInputRefused}, Case{"oss://films/%2e%2e/other/a", kInputRefused},
        Case{"oss://films/a/%2E/b", kInputRefused}, Case{"oss://films/..%2fother%2fa", kInputRefused},
        Case{"http://films.store.example/a", kInputRefused},
        Case{"http://filmsstore.example:9000/a", kInputRefused},
        Case{"http://evil.example/films/a", kInputRefused}}) {
    const auto object = store.named(c.text);
    ASSERT_FALSE(object) << c.text;
    EXPECT_EQ(row(object.error().kind).name, row(c.kind).name) << c.text;
  }
}

TEST_F(Objects, AreAskedForSigned) {
  LoopbackServer server(LoopbackServer::bytes(ok("a film")));
  store_at(server);
  const auto opened = inputs().open(1, {"OSS", "oss://films/a/b c.mp4"}, {});
  ASSERT_TRUE(opened) << opened.error().client.text;
  EXPECT_EQ(opened->name, "b c.mp4");
  EXPECT_EQ(content(*opened), "a film");
  EXPECT_THAT(
      server.requests().at(0),
      AllOf(StartsWith("GET /films/a/b%20c.mp4 HTTP/1.1"), HasSubstr("AWS4-HMAC-SHA256 Credential=KEYID/"),
            HasSubstr("/us-east-1/s3/aws4_request"), Not(HasSubstr("very-secret"))));
}

TEST_F(Objects, LieWhereNoUrlMayGo) {
  LoopbackServer server(LoopbackServer::bytes(ok("a film")));
  store_at(server);
  EXPECT_EQ(refused({"URL", server.url("/films/a.mp4")}), kInputRefused);
  EXPECT_EQ(server.connections(), 0);
  EXPECT_EQ(inputs().of_url(server.url("/films/a.mp4")).type, "OSS");
  EXPECT_EQ(inputs().of_url("oss://films/a").type, "OSS");
  EXPECT_EQ(inputs().of_url("https://films.example/a.mp4").type, "URL");
}

TEST_F(Objects, AreNotFollowedElsewhere) {
  LoopbackServer other(LoopbackServer::bytes(ok("metadata")));
  LoopbackServer server(LoopbackServer::bytes(redirect(other.url("/"))));
  store_at(server);
  EXPECT_EQ(refused({"OSS", "oss://films/a"}), kInputRefused);
  EXPECT_EQ(other.connections(), 0);
}

TEST_F(Objects, FailInWordsThatDoNotTellWhereTheStoreIs) {
  struct Case {
    const char* status;
    ErrorKind kind;
  };
  for (const auto& c : {Case{"404 Not Found", kInputMissing}, Case{"403 Forbidden", kInputUnreadable},
                        Case{"503 Slow Down", kInputUnreachable}, Case{"200 OK", kInputUnreadable}}) {
    LoopbackServer server(
        LoopbackServer::bytes("HTTP/1.1 " + std::string(c.status) + "\r\nContent-Length: 0\r\n\r\n"));
    store_at(server);
    EXPECT_EQ(row(refused({"OSS", "oss://films/a.mp4"})).name, row(c.kind).name) << c.status;
    EXPECT_THAT(last_.client.text, AllOf(HasSubstr("oss://films/a.mp4"), Not(HasSubstr("127.0.0.1"))))
        << c.status;
  }
  set("max-bytes", "3");
  LoopbackServer server(LoopbackServer::bytes(ok("four")));
  store_at(server);
  EXPECT_EQ(refused({"OSS", "oss://films/a.mp4"}), kInputTooLarge);
}

}  // namespace
}  // namespace smarttag::inputs
