// Starting, stopping, TLS.
#include <filesystem>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http/testing/scratch_server.h"
#include "net/testing/certificate.h"

namespace smarttag::http {
namespace {

namespace asio = boost::asio;
using net::testing::Certificate;
using testing::get;
using ::testing::HasSubstr;
using testing::RawClient;
using testing::serve;
using namespace std::chrono_literals;

ErrorKind start_fails(const ServerOptions& options) {
  const auto server = Server::start(options, testing::echo_routes());
  EXPECT_FALSE(server) << "it started";
  return server ? ErrorKind::kInternal : server.error().kind;
}

std::vector<Route> waiting_routes(std::chrono::milliseconds time) {
  return {{"/", [time](Request) -> asio::awaitable<Response> {
             asio::steady_timer timer(co_await asio::this_coro::executor, time);
             co_await timer.async_wait(asio::use_awaitable);
             co_return Response{200, "text/plain", "waited", {}};
           }}};
}

TEST(Lifetime, APortThatIsTakenIsAConflict) {
  const auto server = serve({});
  ServerOptions options;
  options.port = server->port();
  EXPECT_EQ(start_fails(options), ErrorKind::kConflict);
}

TEST(Lifetime, AnAddressThatIsNotOursIsRefused) {
  ServerOptions options;
  options.address = "192.0.2.1";  // TEST-NET-1: no machine has it
  EXPECT_EQ(start_fails(options), ErrorKind::kUsage);
  options.address = "no address at all";
  EXPECT_EQ(start_fails(options), ErrorKind::kUsage);
}

TEST(Lifetime, NamesAndIpv6AreAddressesToo) {
  ServerOptions options;
  options.address = "localhost";
  RawClient client(serve(options)->port());
  options.address = "::";
  options.port = 0;
  const auto server = Server::start(options, {{"/", [](Request request) -> asio::awaitable<Response> {
                                                 co_return Response{200, "text/plain", request.remote, {}};
                                               }}});
  if (!server) GTEST_SKIP() << "this machine has no IPv6: " << server.error().client.text;
  RawClient other((*server)->port());
  EXPECT_EQ(other.ask(get("/")).body, "127.0.0.1") << "IPv4 in IPv6 is shown as IPv4";
}

TEST(Lifetime, AStopWaitsForAnswersOnTheWay) {
  auto server = serve({}, waiting_routes(300ms));
  RawClient busy(server->port());
  RawClient idle(server->port());
  ASSERT_TRUE(busy.send(get("/")));
  while (server->load().requests == 0 || server->load().connections < 2) std::this_thread::yield();
  std::thread stopping([&] { server->stop(15s); });
  EXPECT_TRUE(idle.ended()) << "an idle connection has nothing to wait for";
  const auto answer = busy.receive();
  EXPECT_EQ(answer.body, "waited");
  EXPECT_TRUE(answer.says("Connection: close"));
  stopping.join();
  EXPECT_TRUE(busy.ended());
  boost::system::error_code refused;
  asio::io_context context;
  asio::ip::tcp::socket late(context);
  late.connect({asio::ip::make_address("127.0.0.1"), server->port()}, refused);
  EXPECT_TRUE(refused) << "nobody listens any more";
}

TEST(Lifetime, AStopWaitsNoLongerThanItMay) {
  auto server = serve({}, waiting_routes(1h));
  RawClient busy(server->port());
  ASSERT_TRUE(busy.send(get("/")));
  while (server->load().requests == 0) std::this_thread::yield();
  const auto begun = std::chrono::steady_clock::now();
  server->stop(50ms);
  server->stop(1h);  // the second time changes nothing
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 10s);
  EXPECT_TRUE(busy.ended());
}

class Tls : public ::testing::Test {
 protected:
  Tls() {
    std::string name = (std::filesystem::path(::testing::TempDir()) / "tls-test-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    pair_ = std::make_unique<Certificate>(folder_, "DNS:smarttag.test");
    options_.certificate = pair_->certificate;
    options_.key = pair_->key;
  }
  ~Tls() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
  std::unique_ptr<Certificate> pair_;
  ServerOptions options_;
};

TEST_F(Tls, ServesOverTls) {
  const auto server = serve(options_);
  asio::io_context context;
  asio::ssl::context trusted(asio::ssl::context::tls_client);
  trusted.load_verify_file(pair_->certificate.string());
  asio::ssl::stream<asio::ip::tcp::socket> stream(context, trusted);
  stream.set_verify_mode(asio::ssl::verify_peer);
  stream.next_layer().connect({asio::ip::make_address("127.0.0.1"), server->port()});
  stream.handshake(asio::ssl::stream_base::client);
  for (int i = 0; i < 3; ++i) {
    asio::write(stream, asio::buffer(get("/echo?" + std::to_string(i))));
    std::string text(4096, '\0');
    text.resize(stream.read_some(asio::buffer(text)));
    while (text.find(" []") == std::string::npos) {
      std::string more(4096, '\0');
      more.resize(stream.read_some(asio::buffer(more)));
      text += more;
    }
    EXPECT_THAT(text, HasSubstr("GET /echo ?" + std::to_string(i) + " []"));
  }
}

TEST_F(Tls, PlainRequestsAndSilenceEndWithoutHarm) {
  options_.request_timeout = std::chrono::seconds{1};
  const auto server = serve(options_);
  RawClient plain(server->port());
  ASSERT_TRUE(plain.send(get("/")));
  RawClient silent(server->port());
  EXPECT_TRUE(silent.ended()) << "a greeting that never comes is cut";
  while (server->load().connections > 0) std::this_thread::yield();
}

TEST_F(Tls, OldVersionsAreRefused) {
  const auto server = serve(options_);
  asio::io_context context;
  asio::ssl::context old(asio::ssl::context::tls_client);
  SSL_CTX_set_security_level(old.native_handle(), 0);
  SSL_CTX_set_max_proto_version(old.native_handle(), TLS1_1_VERSION);
  asio::ssl::stream<asio::ip::tcp::socket> stream(context, old);
  stream.next_layer().connect({asio::ip::make_address("127.0.0.1"), server->port()});
  boost::system::error_code error;
  stream.handshake(asio::ssl::stream_base::client, error);
  EXPECT_TRUE(error);
}

TEST_F(Tls, FilesThatAreNoGoodAreNamed) {
  options_.certificate = folder_ / "absent.pem";
  EXPECT_EQ(start_fails(options_), ErrorKind::kUsage);
  options_.certificate = pair_->certificate;
  options_.key = pair_->certificate;
  EXPECT_EQ(start_fails(options_), ErrorKind::kUsage);
  std::filesystem::create_directory(folder_ / "other");
  const Certificate other(folder_ / "other", "DNS:other.test");
  options_.key = other.key;
  EXPECT_EQ(start_fails(options_), ErrorKind::kUsage) << "the key of another certificate";
}

}  // namespace
}  // namespace smarttag::http
