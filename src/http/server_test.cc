// What the server does for clients that behave.
#include "http/server.h"

#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http/testing/scratch_server.h"

namespace smarttag::http {
namespace {

using testing::get;
using ::testing::HasSubstr;
using testing::post;
using testing::RawClient;
using testing::serve;

TEST(Server, GivesTheHandlerWhatWasSent) {
  const auto server = serve({});
  RawClient client(server->port());
  EXPECT_EQ(client.ask(get("/echo?a=%20b&c")).body, "GET /echo ?a=%20b&c []");
  EXPECT_EQ(client.ask(post("/", "x=1")).body, "POST / ? [x=1]");
  EXPECT_THAT(client.ask(get("/", "X-NoTe: hello\r\n")).header, HasSubstr("X-Note: hello"));
  EXPECT_EQ(client.ask("GET http://test:80/tree/a%2fb?q=1 HTTP/1.1\r\nHost: test\r\n\r\n").body,
            "GET /tree/a%2fb ?q=1 []");
}

TEST(Server, TakesBodiesInChunks) {
  const auto server = serve({});
  RawClient client(server->port());
  const auto answer = client.ask(
      "POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  EXPECT_EQ(answer.body, "POST / ? [abcde]");
  EXPECT_EQ(client.ask(get("/")).status, 200) << "the connection goes on";
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  const auto server = serve({});
  RawClient client(server->port());
  std::string all;
  for (int i = 0; i < 50; ++i) all += post("/echo?" + std::to_string(i), std::string(i * 20, 'x'));
  ASSERT_TRUE(client.send(all));
  for (int i = 0; i < 50; ++i)
    EXPECT_THAT(client.receive().body, HasSubstr("?" + std::to_string(i) + " [")) << i;
}

TEST(Server, GivesEachRequestAnIdOfItsOwn) {
  const auto server = serve({});
  RawClient client(server->port());
  std::set<std::string> ids;
  for (int i = 0; i < 20; ++i) {
    const std::string header = client.ask(get("/")).header;
    const std::string id = header.substr(header.find("X-Request: ") + 11, 36);
    EXPECT_THAT(id, ::testing::MatchesRegex("[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[0-9A-F]{4}-[0-9A-F]{12}"));
    ids.insert(id);
  }
  EXPECT_EQ(ids.size(), 20U);
}

TEST(Server, HonoursKeepAlive) {
  const auto server = serve({});
  RawClient closing(server->port());
  EXPECT_TRUE(closing.ask(get("/", "Connection: close\r\n")).says("Connection: close"));
  EXPECT_TRUE(closing.ended());
  RawClient old(server->port());
  EXPECT_EQ(old.ask("GET / HTTP/1.0\r\n\r\n").status, 200);
  EXPECT_TRUE(old.ended());
  RawClient old_but_staying(server->port());
  for (int i = 0; i < 2; ++i)
    EXPECT_TRUE(old_but_staying.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").says("keep-alive"));
}

TEST(Server, AnswersHeadWithoutTheBody) {
  const auto server = serve({});
  RawClient client(server->port());
  ASSERT_TRUE(client.send("HEAD /echo HTTP/1.1\r\nHost: test\r\n\r\n"));
  const auto answer = client.receive(true);
  EXPECT_TRUE(answer.says("Content-Length: 15"));
  EXPECT_EQ(client.ask(get("/echo")).body, "GET /echo ? []");
}

TEST(Server, SendsContinueToWaitingClients) {
  const auto server = serve({});
  RawClient client(server->port());
  ASSERT_TRUE(client.send("POST / HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"));
  EXPECT_EQ(client.receive().status, 100);
  EXPECT_EQ(client.ask("ab").body, "POST / ? [ab]");
}

TEST(Server, TheLongestPathWins) {
  const auto named = [](const std::string& name) -> Handler {
    return [name](Request) -> boost::asio::awaitable<Response> {
      co_return Response{200, "text/plain", name, {}};
    };
  };
  const auto server = serve({}, {{"/", named("root")}, {"/a/", named("tree")}, {"/a/b", named("leaf")}});
  RawClient client(server->port());
  EXPECT_EQ(client.ask(get("/")).body, "root");
  EXPECT_EQ(client.ask(get("/a/b")).body, "leaf");
  EXPECT_EQ(client.ask(get("/a/bc")).body, "tree");
  EXPECT_EQ(client.ask(get("/a")).status, 404);
  EXPECT_EQ(client.ask(get("/b")).status, 404);
  EXPECT_EQ(client.ask("OPTIONS * HTTP/1.1\r\nHost: t\r\n\r\n").status, 404);
}

TEST(Server, WaitingHandlerBlocksNobody) {
  ServerOptions options;
  options.threads = 1;
  const auto wait = [](Request) -> boost::asio::awaitable<Response> {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor,
                                    std::chrono::milliseconds{300});
    co_await timer.async_wait(boost::asio::use_awaitable);
    co_return Response{200, "text/plain", "waited", {}};
  };
  const auto server = serve(options, {{"/", testing::echo}, {"/wait", wait}});
  RawClient waiting(server->port());
  RawClient quick(server->port());
  ASSERT_TRUE(waiting.send(get("/wait")));
  while (server->load().requests == 0) std::this_thread::yield();
  EXPECT_EQ(quick.ask(get("/")).status, 200);
  EXPECT_GE(server->load().requests, 1U) << "the other still waits";
  EXPECT_EQ(server->load().connections, 2U);
  EXPECT_EQ(waiting.receive().body, "waited");
}

TEST(Server, SendsLargeAnswersWhole) {
  const std::string large(8 << 20, 'x');
  const auto server = serve({}, {{"/", [&](Request) -> boost::asio::awaitable<Response> {
                                    co_return Response{200, "text/plain", large, {}};
                                  }}});
  RawClient client(server->port());
  EXPECT_EQ(client.ask(get("/")).body, large);
}

TEST(Server, HoldsAThousandIdleConnections) {
  const auto server = serve({});
  std::vector<std::unique_ptr<RawClient>> idle;
  idle.reserve(1000);
  for (int i = 0; i < 1000; ++i) idle.push_back(std::make_unique<RawClient>(server->port()));
  RawClient client(server->port());
  EXPECT_EQ(client.ask(get("/")).status, 200);
  while (server->load().connections < 1001) std::this_thread::yield();
  EXPECT_EQ(idle.front()->ask(get("/")).status, 200);
  EXPECT_EQ(idle.back()->ask(get("/")).status, 200);
}

}  // namespace
}  // namespace smarttag::http
