// Publishes to the broker of $SMARTTAG_TEST_AMQP_URL (tests/brokers starts one); what needs none is tested
// always.
#include "callbacks/amqp/publisher.h"

#include <amqp.h>
#include <amqp_tcp_socket.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include <boost/asio/ip/tcp.hpp>

#include "callbacks/testing/store_fixture.h"
#include "jobs/identifier.h"

namespace smarttag::callbacks::amqp {
namespace {

using jobs::DeliveryStatus;
using std::chrono::seconds;
using testing::must;

TEST(Broker, RefusesWhatIsNoUrlOfAmqp) {
  for (const auto* url : {"", "http://host/", "amqp", "amqp://host:port/"}) {
    const auto broker = Broker::connect({url, "smarttag", {}}, {});
    ASSERT_FALSE(broker) << url;
    EXPECT_EQ(broker.error().kind, ErrorKind::kUsage) << url;
  }
}

TEST(Broker, TellsNoPasswordWhereNobodyListens) {
  boost::asio::io_context context;
  boost::asio::ip::tcp::acceptor acceptor{context, {boost::asio::ip::make_address("127.0.0.1"), 0}};
  const auto port = std::to_string(acceptor.local_endpoint().port());
  acceptor.close();
  const auto broker = Broker::connect({"amqp://ada:sesame@127.0.0.1:" + port + "/", "smarttag", {}}, {});
  ASSERT_FALSE(broker);
  EXPECT_EQ(broker.error().kind, ErrorKind::kInputUnreachable);
  EXPECT_EQ(broker.error().log.text.find("sesame"), std::string::npos);
  EXPECT_NE(broker.error().log.text.find("127.0.0.1:" + port), std::string::npos);
}

// Takes connections and says nothing.
class SilentServer {
 public:
  std::string url() const {
    return "amqp://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/";
  }
  void wait_for_client() { acceptor_.accept(client_); }

 private:
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_{context_, {boost::asio::ip::make_address("127.0.0.1"), 0}};
  boost::asio::ip::tcp::socket client_{context_};
};

class PublisherTest : public testing::StoreFixture {
 protected:
  PublisherTest() { options_.clock = &clock_; }

  bool all_done(const std::string& channel) {
    return becomes([&] {
      const auto all = deliveries(channel);
      return std::all_of(all.begin(), all.end(),
                         [](const auto& each) { return each.status == DeliveryStatus::kDone; });
    });
  }

  PublisherOptions options_;
};

TEST_F(PublisherTest, StopsWhileABrokerDoesNotAnswer) {
  SilentServer silent;
  options_.broker = {silent.url(), "smarttag", {}};
  begun_job({{"amqp", pipeline_}});
  std::chrono::steady_clock::time_point asked;
  {
    const Publisher publisher{*store_, options_};
    silent.wait_for_client();
    asked = std::chrono::steady_clock::now();
  }
  EXPECT_LT(std::chrono::steady_clock::now() - asked, seconds{1});
  EXPECT_EQ(deliveries("amqp").at(0).attempts, 0);
}

// With a real broker, and a queue of its own that is bound to the exchange.
class RabbitTest : public PublisherTest {
 protected:
  void SetUp() override {
    const char* url = std::getenv("SMARTTAG_TEST_AMQP_URL");
    if (url == nullptr) GTEST_SKIP() << "no broker: set SMARTTAG_TEST_AMQP_URL, or run tests/brokers";
    const char* named = std::getenv("SMARTTAG_TEST_AMQP_EXCHANGE");
    exchange_ = named == nullptr ? "test-" + jobs::random_id() : named;
    options_.broker = {url, exchange_, {}};
    must(Broker::connect(options_.broker, {}));  // makes the exchange
    std::string text = url;
    amqp_connection_info info{};
    amqp_default_connection_info(&info);
    ASSERT_EQ(amqp_parse_url(text.data(), &info), AMQP_STATUS_OK);
    ASSERT_EQ(amqp_socket_open(amqp_tcp_socket_new(reader_), info.host, info.port), AMQP_STATUS_OK);
    ASSERT_EQ(amqp_login(reader_, info.vhost, 0, AMQP_DEFAULT_FRAME_SIZE, 0, AMQP_SASL_METHOD_PLAIN,
                         info.user, info.password)
                  .reply_type,
              AMQP_RESPONSE_NORMAL);
    amqp_channel_open(reader_, 1);
    const std::string queue = jobs::random_id();
    amqp_queue_declare(reader_, 1, amqp_cstring_bytes(queue.c_str()), 0, 0, 0, 1, amqp_empty_table);
    amqp_queue_bind(reader_, 1, amqp_cstring_bytes(queue.c_str()), amqp_cstring_bytes(exchange_.c_str()),
                    amqp_cstring_bytes(("smarttag." + pipeline_).c_str()), amqp_empty_table);
    amqp_basic_consume(reader_, 1, amqp_cstring_bytes(queue.c_str()), amqp_empty_bytes, 0, 1, 0,
                       amqp_empty_table);
    ASSERT_EQ(amqp_get_rpc_reply(reader_).reply_type, AMQP_RESPONSE_NORMAL);
  }
  ~RabbitTest() override { amqp_destroy_connection(reader_); }

  struct Read {
    std::string id;
    std::string body;
    int delivery_mode = 0;
  };
  std::optional<Read> read() {
    const timeval wait{20, 0};
    amqp_envelope_t envelope{};
    if (amqp_consume_message(reader_, &envelope, &wait, 0).reply_type != AMQP_RESPONSE_NORMAL) return {};
    const auto text = [](const amqp_bytes_t& bytes) {
      return std::string{static_cast<const char*>(bytes.bytes), bytes.len};
    };
    Read read{text(envelope.message.properties.message_id), text(envelope.message.body),
              envelope.message.properties.delivery_mode};
    amqp_destroy_envelope(&envelope);
    return read;
  }

  std::string exchange_;
  amqp_connection_state_t reader_ = amqp_new_connection();
};

TEST_F(RabbitTest, PublishesEventsInOrder) {
  const std::string job = done_job({{"amqp", pipeline_}});
  const Publisher publisher{*store_, options_};
  const auto events = must(store_->outbox().events(job));
  for (const auto& event : events) {
    const auto message = read();
    ASSERT_TRUE(message);
    EXPECT_EQ(message->id, event.id);
    EXPECT_NE(message->body.find(std::string{jobs::name_of(event.state)}), std::string::npos);
    EXPECT_EQ(message->delivery_mode, 2);
  }
  EXPECT_TRUE(all_done("amqp"));
}

TEST_F(RabbitTest, PublishesWhatWaitedInBatches) {
  for (int i = 0; i < 150; ++i) begun_job({{"amqp", pipeline_}});
  const Publisher publisher{*store_, options_};
  for (int i = 0; i < 150; ++i) ASSERT_TRUE(read()) << i;
  EXPECT_TRUE(all_done("amqp"));
}

TEST_F(RabbitTest, ReturnsWhatABrokerThatIsNotOursRefuses) {
  // An exchange of this name but another type is there: the broker closes the channel.
  options_.broker.exchange = "amq.direct";
  const auto broker = Broker::connect(options_.broker, {});
  ASSERT_FALSE(broker);
  EXPECT_NE(broker.error().log.text.find("406"), std::string::npos) << broker.error().log.text;
}

TEST_F(RabbitTest, RefusesAWrongPassword) {
  const auto at = options_.broker.url.find('@');
  options_.broker.url = "amqp://guest:sesame" + options_.broker.url.substr(at);
  const auto broker = Broker::connect(options_.broker, {});
  ASSERT_FALSE(broker);
  EXPECT_EQ(broker.error().log.text.find("sesame"), std::string::npos);
}

}  // namespace
}  // namespace smarttag::callbacks::amqp
