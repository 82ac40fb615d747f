// Bodies that are sent in pieces.
#include <stdexcept>
#include <thread>

#include <gmock/gmock.h>

#include "http/testing/scratch_server.h"

namespace smarttag::http {
namespace {

using testing::get;
using testing::RawClient;
using testing::serve;

// So many pieces of a letter each, then an end or a failure.
class Letters final : public BodyStream {
 public:
  Letters(int pieces, bool fails) : left_(pieces), fails_(fails) {}
  boost::asio::awaitable<std::string> next() override {
    if (left_-- > 0) co_return std::string(100'000, 'b');
    if (fails_) throw std::runtime_error("secret detail of the failure");
    co_return std::string();
  }

 private:
  int left_;
  bool fails_;
};

Handler letters(int pieces, bool fails = false) {
  return [=](Request) -> boost::asio::awaitable<Response> {
    Response response{200, "text/plain", "a", {}};
    response.rest = std::make_shared<Letters>(pieces, fails);
    co_return response;
  };
}

std::string expected(int pieces) {
  return "a" + std::string(static_cast<std::size_t>(pieces) * 100'000, 'b');
}

TEST(Stream, IsSentInChunksAndTheConnectionGoesOn) {
  const auto server = serve({}, {{"/", letters(50)}});
  RawClient client(server->port());
  for (int i = 0; i < 2; ++i) {
    auto answer = client.ask(get("/"));
    EXPECT_TRUE(answer.says("Transfer-Encoding: chunked"));
    EXPECT_FALSE(answer.says("Content-Length"));
    ASSERT_TRUE(client.receive_chunks(answer));
    EXPECT_EQ(answer.body, expected(50));
  }
}

TEST(Stream, OfHttp10EndsWithTheConnection) {
  const auto server = serve({}, {{"/", letters(2)}});
  RawClient client(server->port());
  const auto answer = client.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_FALSE(answer.says("Transfer-Encoding"));
  EXPECT_EQ(client.receive_to_end(), expected(2));
}

TEST(Stream, ThatFailsIsCutOff) {
  const auto server = serve({}, {{"/", letters(2, true)}});
  RawClient client(server->port());
  auto answer = client.ask(get("/"));
  EXPECT_FALSE(client.receive_chunks(answer)) << "no last chunk: the client sees that something is missing";
  EXPECT_TRUE(client.ended());
  RawClient next(server->port());
  EXPECT_EQ(next.ask(get("/")).status, 200);
}

TEST(Stream, IsLeftOutOfTheAnswerToAHead) {
  const auto server = serve({}, {{"/", letters(2)}});
  RawClient client(server->port());
  ASSERT_TRUE(client.send("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n"));
  EXPECT_EQ(client.receive(true).status, 200);
  ASSERT_TRUE(client.send("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n"));
  EXPECT_EQ(client.receive(true).status, 200) << "no byte of a body stands between";
}

TEST(Stream, OfAClientThatReadsNoMoreIsGivenUp) {
  ServerOptions options;
  options.request_timeout = std::chrono::seconds{1};
  const auto server = serve(options, {{"/", letters(1000)}});
  RawClient client(server->port());
  ASSERT_EQ(client.ask(get("/")).status, 200);
  while (server->load().requests > 0) std::this_thread::yield();
  EXPECT_EQ(server->load().requests, 0U);
}

}  // namespace
}  // namespace smarttag::http
