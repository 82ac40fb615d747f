// What is fetched, and how servers that misbehave end. fetch_address_test.cc has the forbidden addresses,
// fetch_tls_test.cc the certificates.
#include "net/fetch.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <csignal>

#include "net/testing/fetch_fixture.h"

namespace smarttag::net {
namespace {

using testing::content;
using testing::FetchTest;
using testing::LoopbackServer;
using testing::ok;
using testing::redirect;

TEST_F(FetchTest, WritesTheBodyToANewFile) {
  std::string body(300000, 'x');
  body += std::string("\0\xff\r\n", 4);
  const LoopbackServer server{LoopbackServer::bytes(ok(body))};
  std::int64_t last = 0;
  std::optional<std::int64_t> total;
  const auto fetched = fetch(server.url("/a/b.mp4?x=1"), folder_, limits_, [&](std::int64_t done, auto all) {
    EXPECT_GE(done, last);
    last = done;
    if (all) total = all;
  });
  ASSERT_TRUE(fetched) << fetched.error().client.text;
  EXPECT_EQ(content(fetched->path), body);
  EXPECT_EQ(fetched->bytes, static_cast<std::int64_t>(body.size()));
  EXPECT_EQ(total, fetched->bytes);
  EXPECT_EQ(fetched->name, "b.mp4");
  struct stat about {};
  ASSERT_EQ(stat(fetched->path.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
}

TEST_F(FetchTest, ANameNeverLeavesTheFolder) {
  const LoopbackServer server{LoopbackServer::bytes(ok("x"))};
  for (const auto* path : {"/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/x", "/", "", "/a\\..\\b", "/%00.mp4"}) {
    const auto fetched = fetch(server.url(path), folder_, limits_);
    ASSERT_TRUE(fetched) << path;
    EXPECT_EQ(fetched->path.parent_path(), folder_);
    EXPECT_EQ(fetched->name.find('/'), std::string::npos) << fetched->name;
  }
}

TEST_F(FetchTest, UnicodeAndSpacesAreSentEncoded) {
  const LoopbackServer server{LoopbackServer::bytes(ok("x"))};
  const auto fetched = fetch(server.url("/新闻 1.mp4"), folder_, limits_);
  ASSERT_TRUE(fetched) << fetched.error().client.text;
  EXPECT_EQ(fetched->name, "新闻 1.mp4");
  EXPECT_EQ(server.requests().at(0).substr(0, 39), "GET /%e6%96%b0%e9%97%bb%201.mp4 HTTP/1.");
}

TEST_F(FetchTest, GzipSentUnaskedIsUndone) {
  const std::string gzip(
      "\037\213\010\000\000\000\000\000\002\003\113\313\057\315\113\121\110\243\073\011\000\072\273\354\313"
      "\170\000\000\000",
      29);
  const LoopbackServer server{LoopbackServer::bytes(ok(gzip, "Content-Encoding: gzip\r\n"))};
  const auto fetched = fetch(server.url("/a.mp4"), folder_, limits_);
  ASSERT_TRUE(fetched) << fetched.error().client.text;
  std::string body;
  for (int i = 0; i < 20; ++i) body += "found ";
  EXPECT_EQ(content(fetched->path), body);
  EXPECT_EQ(server.requests().at(0).find("gzip"), std::string::npos) << "not asked for";
}

TEST_F(FetchTest, InflatedBytesCountForTheLimit) {
  const std::string gzip(
      "\037\213\010\000\000\000\000\000\002\003\113\313\057\315\113\121\110\243\073\011\000\072\273\354\313"
      "\170\000\000\000",
      29);
  limits_.max_bytes = 100;  // fewer than the 120 that are in it
  const LoopbackServer server{LoopbackServer::bytes(ok(gzip, "Content-Encoding: gzip\r\n"))};
  const auto fetched = fetch(server.url("/bomb"), folder_, limits_);
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().kind, ErrorKind::kInputTooLarge);
}

TEST_F(FetchTest, CookieOfARedirectIsSentBack) {
  const LoopbackServer server{[&](auto& client, const std::string& request) {
    const bool known = request.find("Cookie: seen=1") != std::string::npos;
    LoopbackServer::send(client, known ? ok("found")
                                       : "HTTP/1.1 302 Found\r\nLocation: /next\r\nSet-Cookie: seen=1; "
                                         "Path=/\r\nContent-Length: 0\r\n\r\n");
  }};
  const auto fetched = fetch(server.url("/"), folder_, limits_);
  ASSERT_TRUE(fetched) << fetched.error().client.text;
  EXPECT_EQ(content(fetched->path), "found");
}

TEST_F(FetchTest, PartialAnswerWithTheWholeFileIsTaken) {
  const LoopbackServer whole{LoopbackServer::bytes(
      "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-4/5\r\nContent-Length: 5\r\n\r\nfound")};
  const auto fetched = fetch(whole.url("/"), folder_, limits_);
  ASSERT_TRUE(fetched) << fetched.error().client.text;
  EXPECT_EQ(content(fetched->path), "found");
  const LoopbackServer part{LoopbackServer::bytes(
      "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-4/9\r\nContent-Length: 5\r\n\r\nfound")};
  EXPECT_FALSE(fetch(part.url("/"), folder_, limits_));
}

TEST_F(FetchTest, FollowsFiveRedirectsAndNoMore) {
  int left = 5;
  const LoopbackServer server{[&](auto& client, const std::string&) {
    LoopbackServer::send(client, left-- > 0 ? redirect("/next") : ok("found"));
  }};
  const auto fetched = fetch(server.url("/first/name.mp4"), folder_, limits_);
  ASSERT_TRUE(fetched) << fetched.error().client.text;
  EXPECT_EQ(content(fetched->path), "found");
  EXPECT_EQ(fetched->name, "name.mp4");
  std::filesystem::remove(fetched->path);
  left = 6;
  refused(server.url("/"), ErrorKind::kInputRefused);
}

TEST_F(FetchTest, TheBodyOfARedirectIsNotPartOfTheFile) {
  int calls = 0;
  const LoopbackServer server{[&](auto& client, const std::string&) {
    LoopbackServer::send(client, calls++ == 0
                                     ? "HTTP/1.1 302 Found\r\nContent-Length: 5\r\nLocation: /b\r\n\r\nmoved"
                                     : ok("file"));
  }};
  const auto fetched = fetch(server.url("/a"), folder_, limits_);
  ASSERT_TRUE(fetched);
  EXPECT_EQ(content(fetched->path), "file");
}

struct StatusRow {
  int status;
  ErrorKind kind;
};
class FetchStatus : public FetchTest, public ::testing::WithParamInterface<StatusRow> {};

TEST_P(FetchStatus, BecomesAnErrorThatNamesIt) {
  const auto status = std::to_string(GetParam().status);
  const LoopbackServer server{
      LoopbackServer::bytes("HTTP/1.1 " + status + " X\r\nContent-Length: 4\r\n\r\nbody")};
  const auto error = refused(server.url("/a.mp4"), GetParam().kind);
  EXPECT_NE(error.client.text.find(status), std::string::npos) << error.client.text;
}

INSTANTIATE_TEST_SUITE_P(Http, FetchStatus,
                         ::testing::Values(StatusRow{404, ErrorKind::kInputMissing},
                                           StatusRow{410, ErrorKind::kInputMissing},
                                           StatusRow{401, ErrorKind::kInputUnreadable},
                                           StatusRow{403, ErrorKind::kInputUnreadable},
                                           StatusRow{400, ErrorKind::kInputUnreadable},
                                           StatusRow{206, ErrorKind::kInputUnreadable},
                                           StatusRow{302, ErrorKind::kInputUnreadable},
                                           StatusRow{408, ErrorKind::kInputUnreachable},
                                           StatusRow{429, ErrorKind::kInputUnreachable},
                                           StatusRow{500, ErrorKind::kInputUnreachable},
                                           StatusRow{503, ErrorKind::kInputUnreachable}),
                         [](const auto& of) { return std::to_string(of.param.status); });

TEST_F(FetchTest, EmptyBodyIsRefused) {
  const LoopbackServer server{LoopbackServer::bytes(ok(""))};
  refused(server.url("/empty"), ErrorKind::kInputUnreadable);
}

TEST_F(FetchTest, AnAnnouncedSizeBeyondTheLimitEndsBeforeTheBody) {
  const LoopbackServer server{[](auto& client, const std::string&) {
    LoopbackServer::send(client, "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");
    LoopbackServer::wait_for_end(client);
  }};
  const auto error = refused(server.url("/huge"), ErrorKind::kInputTooLarge);
  EXPECT_NE(error.client.text.find("max-bytes"), std::string::npos);
}

TEST_F(FetchTest, AnEndlessBodyEndsAtTheLimit) {
  const LoopbackServer server{[](auto& client, const std::string&) {
    LoopbackServer::send(client, "HTTP/1.1 200 OK\r\n\r\n");
    while (LoopbackServer::send(client, std::string(65536, 'x'))) {
    }
  }};
  refused(server.url("/endless"), ErrorKind::kInputTooLarge);
}

TEST_F(FetchTest, ABodyOfExactlyTheLimitIsTaken) {
  limits_.max_bytes = 1000;
  const LoopbackServer server{LoopbackServer::bytes("HTTP/1.1 200 OK\r\n\r\n" + std::string(1000, 'x'))};
  const auto fetched = fetch(server.url("/"), folder_, limits_);
  ASSERT_TRUE(fetched) << fetched.error().client.text;
  EXPECT_EQ(fetched->bytes, 1000);
}

TEST_F(FetchTest, ABodyShorterThanAnnouncedIsBrokenOff) {
  const LoopbackServer server{LoopbackServer::bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")};
  EXPECT_TRUE(row(refused(server.url("/"), ErrorKind::kInputUnreachable).kind).retryable);
}

TEST_F(FetchTest, BytesBeyondContentLengthAreNotRead) {
  const LoopbackServer server{LoopbackServer::bytes("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfilejunk")};
  const auto fetched = fetch(server.url("/"), folder_, limits_);
  ASSERT_TRUE(fetched);
  EXPECT_EQ(content(fetched->path), "file");
}

TEST_F(FetchTest, TricklingServerIsTooSlow) {
  limits_.slow_time = std::chrono::seconds{1};
  const LoopbackServer server{[](auto& client, const std::string&) {
    LoopbackServer::send(client, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
    boost::asio::io_context pace;
    while (LoopbackServer::send(client, "x"))
      boost::asio::steady_timer(pace, std::chrono::milliseconds{20}).wait();
  }};
  const auto error = refused(server.url("/slow"), ErrorKind::kInputUnreachable);
  EXPECT_NE(error.client.text.find("too slow"), std::string::npos) << error.client.text;
}

TEST_F(FetchTest, SilenceEndsAtTheDeadline) {
  limits_.deadline = std::chrono::milliseconds{100};
  const LoopbackServer server{[](auto& client, const std::string&) { LoopbackServer::wait_for_end(client); }};
  const auto error = refused(server.url("/silent"), ErrorKind::kInputUnreachable);
  EXPECT_NE(error.client.text.find("fetch-timeout"), std::string::npos) << error.client.text;
}

TEST_F(FetchTest, EndlessHeadersEnd) {
  const LoopbackServer server{[](auto& client, const std::string&) {
    LoopbackServer::send(client, "HTTP/1.1 200 OK\r\n");
    while (LoopbackServer::send(client, "X-More: " + std::string(1000, 'x') + "\r\n")) {
    }
  }};
  refused(server.url("/"), ErrorKind::kInputUnreadable);
}

TEST_F(FetchTest, NonHttpAnswerIsRefused) {
  const LoopbackServer server{LoopbackServer::bytes("220 mail.example ESMTP\r\n")};
  refused(server.url("/"), ErrorKind::kInputUnreadable);
}

TEST_F(FetchTest, AClosedPortCannotBeReached) {
  std::string url;
  {
    const LoopbackServer gone{LoopbackServer::bytes("")};
    url = gone.url("/a.mp4");
  }
  refused(url, ErrorKind::kInputUnreachable);
}

TEST_F(FetchTest, StopsWhenAsked) {
  std::stop_source stop;
  const LoopbackServer server{[](auto& client, const std::string&) {
    LoopbackServer::send(client, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome");
    LoopbackServer::wait_for_end(client);
  }};
  const auto fetched = fetch(
      server.url("/"), folder_, limits_,
      [&](std::int64_t done, auto) {
        if (done > 0) stop.request_stop();
      },
      stop.get_token());
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().kind, ErrorKind::kInterrupted);
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
  const auto again = fetch(server.url("/"), folder_, limits_, {}, stop.get_token());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::kInterrupted);
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(FetchTest, MissingFolderIsOutputFailed) {
  const LoopbackServer server{LoopbackServer::bytes(ok("x"))};
  const auto fetched = fetch(server.url("/"), folder_ / "missing", limits_);
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().kind, ErrorKind::kOutputFailed);
  EXPECT_EQ(fetched.error().client.text.find(folder_.string()), std::string::npos);
}

TEST_F(FetchTest, FullDiskIsOutputFailed) {
  const LoopbackServer server{LoopbackServer::bytes(ok(std::string(100000, 'x')))};
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{4096, before.rlim_max};
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  refused(server.url("/"), ErrorKind::kOutputFailed);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, old_handler);
}

TEST_F(FetchTest, MessagesHoldNoSecret) {
  const LoopbackServer server{LoopbackServer::bytes("HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n")};
  const auto error =
      refused(server.url("/a.mp4?token=hidden#part", "user:hidden@127.0.0.1"), ErrorKind::kInputMissing);
  EXPECT_EQ(error.client.text.find("hidden"), std::string::npos) << error.client.text;
  EXPECT_EQ(error.log.text.find("hidden"), std::string::npos) << error.log.text;
  EXPECT_NE(error.client.text.find("/a.mp4"), std::string::npos) << error.client.text;
}

TEST_F(FetchTest, APasswordStaysWithItsHost) {
  limits_.addresses = AddressRule::allowing("127.0.0.0/8").value();
  const LoopbackServer other{LoopbackServer::bytes(ok("x")), "127.0.0.2"};
  const LoopbackServer server{LoopbackServer::bytes(redirect(other.url("/b")))};
  ASSERT_TRUE(fetch(server.url("/a", "user:secret@127.0.0.1"), folder_, limits_));
  EXPECT_NE(server.requests().at(0).find("Authorization: Basic"), std::string::npos);
  EXPECT_EQ(other.requests().at(0).find("Authorization"), std::string::npos);
}

TEST_F(FetchTest, CookieDoesNotOutliveItsFetch) {
  const LoopbackServer server{LoopbackServer::bytes(ok("x", "Set-Cookie: a=b\r\n"))};
  ASSERT_TRUE(fetch(server.url("/a"), folder_, limits_));
  ASSERT_TRUE(fetch(server.url("/b"), folder_, limits_));
  EXPECT_EQ(server.requests().at(1).find("Cookie"), std::string::npos);
}

TEST_F(FetchTest, InvalidUrlIsReported) {
  for (const auto* text :
       {"", "a.mp4", "http://", "http://[::1", "http://a:99999/", "://x", "example.com/a.mp4"})
    refused(text, ErrorKind::kUsage);
}

TEST(FetchLimits, ComeFromTheSettings) {
  Settings settings;
  ASSERT_TRUE(settings.set("fetch-timeout", "90s"));
  ASSERT_TRUE(settings.set("max-bytes", "5MiB"));
  ASSERT_TRUE(settings.set("allow-private", "10.0.0.0/8"));
  const auto limits = FetchLimits::from(settings);
  ASSERT_TRUE(limits);
  EXPECT_EQ(limits->deadline, std::chrono::seconds{90});
  EXPECT_EQ(limits->max_bytes, 5 << 20);
  EXPECT_FALSE(limits->addresses.refusal(parse_address("10.1.1.1").value()));
  ASSERT_TRUE(settings.set("allow-private", "everything"));
  EXPECT_FALSE(FetchLimits::from(settings));
}

}  // namespace
}  // namespace smarttag::net
