// Clients that misbehave, and handlers that fail: the server answers or cuts, and goes on serving.
#include <thread>

#include <gmock/gmock.h>
#include <boost/asio/steady_timer.hpp>

#include "http/request_log.h"
#include "http/testing/scratch_server.h"

namespace smarttag::http {
namespace {

using testing::Answer;
using testing::get;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::post;
using testing::RawClient;
using testing::serve;

void expect_alive(const Server& server) {
  RawClient client(server.port());
  EXPECT_EQ(client.ask(get("/")).status, 200);
}

TEST(Abuse, GarbageIsRefused) {
  const auto server = serve({});
  const std::string zeros(300, '\0');
  for (const std::string& garbage :
       {std::string("\x16\x03\x01 this is a TLS greeting\r\n\r\n"), zeros, std::string("GET\r\n\r\n"),
        std::string("GET / HTTP/9.9\r\n\r\n"), std::string("GET / HTTP/1.1\r\nbad header\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\n: nameless\r\n\r\n"),
        std::string("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"),
        std::string("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n"),
        std::string("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n")}) {
    RawClient client(server->port());
    EXPECT_EQ(client.ask(garbage).status, 400) << garbage;
    EXPECT_TRUE(client.ended());
  }
  expect_alive(*server);
}

// Two readings of where a request ends are how requests are smuggled past a proxy.
TEST(Abuse, ContentLengthWithChunkedIsRefused) {
  const auto server = serve({});
  for (const std::string headers : {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                                    "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                                    "Content-Length: 5\r\nContent-Length: 6\r\n"}) {
    RawClient client(server->port());
    EXPECT_EQ(client.ask("POST / HTTP/1.1\r\nHost: t\r\n" + headers + "\r\n0\r\n\r\n").status, 400)
        << headers;
  }
}

TEST(Abuse, ALargeHeaderIsRefused) {
  ServerOptions options;
  options.max_header = 4096;
  const auto server = serve(options);
  RawClient fits(server->port());
  EXPECT_EQ(fits.ask(get("/", "X-Pad: " + std::string(3900, 'x') + "\r\n")).status, 200);
  RawClient field(server->port());
  EXPECT_EQ(field.ask(get("/", "X-Pad: " + std::string(5000, 'x') + "\r\n")).status, 431);
  EXPECT_TRUE(field.ended());
  RawClient target(server->port());
  EXPECT_EQ(target.ask(get("/echo?" + std::string(100000, 'x'))).status, 431);
  expect_alive(*server);
}

TEST(Abuse, ALargeBodyIsRefused) {
  ServerOptions options;
  options.max_body = 1000;
  const auto server = serve(options);
  RawClient fits(server->port());
  EXPECT_EQ(fits.ask(post("/", std::string(1000, 'x'))).status, 200);
  RawClient announced(server->port());
  EXPECT_EQ(announced.ask(post("/", std::string(1001, 'x'))).status, 413);
  EXPECT_TRUE(announced.ended());
  RawClient chunked(server->port());
  std::string body;
  for (int i = 0; i < 100; ++i) body += "14\r\n01234567890123456789\r\n";
  EXPECT_EQ(
      chunked.ask("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n" + body + "0\r\n\r\n")
          .status,
      413);
  expect_alive(*server);
}

TEST(Abuse, WhatTheServerItselfRefusesHasTheShapeThatItWasGiven) {
  ServerOptions options;
  options.max_header = 4096;
  options.max_body = 1000;
  options.refusal = [](const Refused& refused) {
    return Response{refused.status,
                    "application/json",
                    refused.host + "|" + (refused.id.empty() ? "" : "id") + "|" + refused.message,
                    {}};
  };
  const auto server = serve(options);
  const auto answer_to = [&](const std::string& request) { return RawClient(server->port()).ask(request); };
  const auto large = answer_to(post("/", std::string(1001, 'x')));
  EXPECT_TRUE(large.says("Content-Type: application/json"));
  EXPECT_EQ(large.body, "test|id|The body of the request is too large: it may have 1000 bytes.");
  EXPECT_EQ(answer_to(get("/", "X-Pad: " + std::string(5000, 'x') + "\r\n")).body,
            "test|id|The header of the request is too large: with its URL it may have 4096 bytes.");
  EXPECT_EQ(answer_to("nonsense\r\n\r\n").body, "|id|This is not an HTTP request.");
  EXPECT_EQ(answer_to(get("/nothing")).body, "test|id|There is nothing here.");
  EXPECT_EQ(answer_to(get("/fails")).body, "test|id|The server could not process this request.");
}

TEST(Abuse, SilentRequestIsCut) {
  ServerOptions options;
  options.request_timeout = std::chrono::seconds{1};
  const auto server = serve(options);
  for (const std::string half : {"GET / HT", "POST / HTTP/1.1\r\nContent-Le",
                                 "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 10\r\n\r\n12345"}) {
    RawClient client(server->port());
    ASSERT_TRUE(client.send(half));
    EXPECT_TRUE(client.ended()) << half;
  }
  expect_alive(*server);
}

// The time is for the whole request: a byte now and then does not buy more of it.
TEST(Abuse, TrickledRequestIsCut) {
  ServerOptions options;
  options.request_timeout = std::chrono::seconds{1};
  const auto server = serve(options);
  RawClient client(server->port());
  boost::asio::io_context pace;
  const auto begun = std::chrono::steady_clock::now();
  const auto taken = [&] { return std::chrono::steady_clock::now() - begun; };
  bool open = client.send("GET / HTTP/1.1\r\nX-Slow: ");
  while (open && taken() < std::chrono::seconds{15}) {
    boost::asio::steady_timer(pace, std::chrono::milliseconds{50}).wait();
    open = client.send("x");
  }
  EXPECT_FALSE(open);
}

TEST(Abuse, IdleConnectionsAreClosed) {
  ServerOptions options;
  options.idle_timeout = std::chrono::seconds{1};
  const auto server = serve(options);
  RawClient fresh(server->port());
  EXPECT_TRUE(fresh.ended());
  RawClient used(server->port());
  EXPECT_EQ(used.ask(get("/")).status, 200);
  EXPECT_TRUE(used.ended());
}

TEST(Abuse, UnreadAnswerIsCut) {
  ServerOptions options;
  options.request_timeout = std::chrono::seconds{1};
  const std::string large(64 << 20, 'x');
  const auto server = serve(options, {{"/", [&](Request) -> boost::asio::awaitable<Response> {
                                         co_return Response{200, "text/plain", large, {}};
                                       }}});
  RawClient client(server->port());
  ASSERT_TRUE(client.send(get("/")));
  const auto last = std::chrono::steady_clock::now() + std::chrono::seconds{15};
  while (server->load().requests == 0 && std::chrono::steady_clock::now() < last) std::this_thread::yield();
  while (server->load().connections > 0 && std::chrono::steady_clock::now() < last) std::this_thread::yield();
  EXPECT_EQ(server->load().connections, 0U);
}

TEST(Abuse, ConnectionsBeyondTheLimitWaitForRoom) {
  ServerOptions options;
  options.max_connections = 2;
  const auto server = serve(options);
  auto first = std::make_unique<RawClient>(server->port());
  RawClient second(server->port());
  EXPECT_EQ(first->ask(get("/")).status, 200);
  EXPECT_EQ(second.ask(get("/")).status, 200);
  RawClient third(server->port());
  ASSERT_TRUE(third.send(get("/")));
  EXPECT_EQ(second.ask(get("/")).status, 200) << "those that are connected are served";
  EXPECT_EQ(server->load().connections, 2U);
  first.reset();
  EXPECT_EQ(third.receive().status, 200);
}

TEST(Abuse, UnknownOrRepeatedTransferEncodingIsRefused) {
  const auto server = serve({});
  for (const std::string headers :
       {"Transfer-Encoding: gzip\r\n", "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: chunked, gzip\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: identity\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nContent-Length: 5\r\n"}) {
    RawClient client(server->port());
    EXPECT_EQ(
        client.ask("POST / HTTP/1.1\r\nHost: t\r\n" + headers + "\r\n0\r\n\r\n" + get("/echo?hidden")).status,
        400)
        << headers;
    EXPECT_TRUE(client.ended()) << headers << ": what stands behind it is not answered";
  }
  RawClient old(server->port());
  EXPECT_EQ(old.ask("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").status, 400);
}

TEST(Abuse, MissingOrRepeatedHostIsRefused) {
  const auto server = serve({});
  for (const std::string request :
       {"GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n"}) {
    RawClient client(server->port());
    const auto answer = client.ask(request);
    EXPECT_EQ(answer.status, 400) << request;
    EXPECT_THAT(answer.body, HasSubstr("exactly one Host"));
  }
  RawClient old(server->port());
  EXPECT_EQ(old.ask("GET / HTTP/1.0\r\n\r\n").status, 200) << "HTTP/1.0 knows no Host";
}

// 150 connections with half a body of 4 MiB each held 634 MB.
TEST(Abuse, UnfinishedRequestsShareOneMemoryBudget) {
  ServerOptions options;
  options.incoming_memory = 1 << 20;
  const auto server = serve(options);
  const std::string announced = "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 4000000\r\n\r\n";
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<RawClient>(server->port()));
    ASSERT_TRUE(clients.back()->send(announced + std::string(300 << 10, 'x')));
  }
  RawClient large(server->port());
  const auto refused = large.ask(post("/", std::string(2 << 20, 'x')));
  EXPECT_EQ(refused.status, 503);
  EXPECT_TRUE(refused.says("Retry-After: 1"));
  RawClient small(server->port());
  EXPECT_EQ(small.ask(post("/", std::string(8 << 10, 'x'))).status, 200) << "ordinary calls go on";
  clients.clear();
  while (server->load().connections > 2) std::this_thread::yield();
  RawClient later(server->port());
  EXPECT_EQ(later.ask(post("/", std::string(900 << 10, 'x'))).status, 200) << "and the memory is free again";
}

TEST(Abuse, UnreadAnswersShareOneMemoryBudget) {
  constexpr std::size_t kLarge = 16 << 20;  // more than the sockets between hold
  ServerOptions options;
  options.outgoing_memory = 2 * kLarge;
  const auto server = serve(options, {{"/large",
                                       [](Request) -> boost::asio::awaitable<Response> {
                                         co_return Response{200, "text/plain", std::string(kLarge, 'x'), {}};
                                       }},
                                      {"/", testing::echo}});
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 2; ++i) {
    clients.push_back(std::make_unique<RawClient>(server->port()));
    ASSERT_TRUE(clients.back()->send(get("/large")));
    ASSERT_EQ(clients.back()->receive(true).status, 200) << "its body stays unread, and is held";
  }
  const auto refused = RawClient(server->port()).ask(get("/large"));
  EXPECT_EQ(refused.status, 503);
  EXPECT_TRUE(refused.says("Retry-After: 1"));
  expect_alive(*server);
  clients.clear();
  while (server->load().requests > 0) std::this_thread::yield();
  RawClient later(server->port());
  EXPECT_EQ(later.ask(get("/large")).status, 200) << "and the memory is free again";
}

TEST(Abuse, LargeHeadersCountAsWell) {
  ServerOptions options;
  options.incoming_memory = 10 << 10;
  const auto server = serve(options);
  RawClient client(server->port());
  EXPECT_EQ(client.ask(get("/", "X-Pad: " + std::string(60 << 10, 'x') + "\r\n")).status, 503);
  expect_alive(*server);
}

TEST(Abuse, FailingHandlerIs500WithoutDetail) {
  const auto server = serve({});
  RawClient client(server->port());
  for (const std::string path : {"/fails", "/fails?odd"}) {
    const auto answer = client.ask(get(path));
    EXPECT_EQ(answer.status, 500);
    EXPECT_THAT(answer.body, Not(HasSubstr("secret")));
  }
  EXPECT_EQ(client.ask(get("/")).status, 200) << "the connection goes on";
}

TEST(Abuse, HeaderCannotSplitTheAnswer) {
  const auto server = serve(
      {}, {{"/", [](Request) -> boost::asio::awaitable<Response> {
              co_return Response{200, "text/plain", "x", {{"X-Bad", "a\r\nX-Evil: 1"}, {"X-Good", "1"}}};
            }}});
  RawClient client(server->port());
  const auto answer = client.ask(get("/"));
  EXPECT_FALSE(answer.says("X-Evil"));
  EXPECT_TRUE(answer.says("X-Good: 1"));
}

TEST(RequestLog, ShowsNoControlCharacters) {
  EXPECT_EQ(for_log("/a b\"\n\x1b[31m\xff"), "/a?b???[31m?");
  EXPECT_EQ(for_log(""), "-");
  EXPECT_EQ(for_log(std::string(500, 'x')).size(), 200U);
}

}  // namespace
}  // namespace smarttag::http
