#include "callbacks/deliveries.h"

#include "callbacks/testing/receiver.h"
#include "callbacks/testing/store_fixture.h"

namespace smarttag::callbacks {
namespace {

using testing::must;
using testing::Receiver;

class DeliveriesTest : public testing::StoreFixture {
 protected:
  Settings settings_;
};

TEST_F(DeliveriesTest, SendWebhooksWhereTheOperatorAllows) {
  Receiver receiver{[](const Receiver::Request&) { return Receiver::status(200); }};
  must(settings_.set("allow-private", "127.0.0.0/8"));
  begun_job({{"webhook", receiver.url()}});
  const auto deliveries = must(Deliveries::start(*store_, settings_, clock_));
  EXPECT_EQ(receiver.wait_for(1).size(), 1u);
}

TEST_F(DeliveriesTest, DialNoPrivateAddressByDefault) {
  begun_job({{"webhook", "http://127.0.0.1:9/"}});
  const auto running = must(Deliveries::start(*store_, settings_, clock_));
  EXPECT_TRUE(becomes([&] { return deliveries("webhook").at(0).status == jobs::DeliveryStatus::kGivenUp; }));
}

TEST_F(DeliveriesTest, DoNotStartOnABadRange) {
  must(settings_.set("allow-private", "everywhere"));
  EXPECT_FALSE(Deliveries::start(*store_, settings_, clock_));
}

TEST_F(DeliveriesTest, DoNotStartOnABadUrlOfRabbitMqAndKeepItSecret) {
  must(settings_.set("amqp-url", "ampq://ada:sesame@host/"));
  const auto started = Deliveries::start(*store_, settings_, clock_);
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().kind, ErrorKind::kUsage);
  EXPECT_EQ((started.error().client.text + started.error().log.text).find("sesame"), std::string::npos);
}

}  // namespace
}  // namespace smarttag::callbacks
