#include "callbacks/webhooks/deliverer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>

#include "callbacks/testing/receiver.h"
#include "callbacks/testing/store_fixture.h"
#include "callbacks/webhooks/signature.h"

namespace smarttag::callbacks::webhooks {
namespace {

using jobs::DeliveryStatus;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::must;
using testing::Receiver;

class DelivererTest : public testing::StoreFixture {
 protected:
  DelivererTest() {
    options_.post.addresses = net::AddressRule::allowing("127.0.0.1").value();
    options_.clock = &clock_;
  }

  static Receiver::Answer always(unsigned status) {
    return [status](const Receiver::Request&) { return Receiver::status(status); };
  }

  // The first delivery of the channel as it stands when it has been tried so often and is not on the way.
  jobs::Delivery after_tries(int tries) {
    jobs::Delivery first;
    const auto lease = options_.post.deadline + seconds{50};
    EXPECT_TRUE(becomes([&] {
      first = deliveries("webhook").at(0);
      return first.attempts >= tries &&
             (first.status != DeliveryStatus::kPending || first.next_try != clock_.now() + lease);
    })) << first.attempts;
    return first;
  }

  bool all_are(DeliveryStatus status) {
    return becomes([&] {
      const auto all = deliveries("webhook");
      return std::all_of(all.begin(), all.end(), [&](const auto& each) { return each.status == status; });
    });
  }

  DelivererOptions options_;
};

TEST_F(DelivererTest, PostsSignedJsonInOrder) {
  Receiver receiver{always(204)};
  const std::string job = done_job({{"webhook", receiver.url("/hook?a=b")}});
  const Deliverer deliverer{*store_, options_};
  const auto requests = receiver.wait_for(2);
  ASSERT_EQ(requests.size(), 2u);
  const std::string secret = must(store_->accounts().webhook_secret(user_));
  const auto events = must(store_->outbox().events(job));
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& request = requests.at(i);
    EXPECT_EQ(request.method_string(), "POST");
    EXPECT_EQ(request.target(), "/hook?a=b");
    EXPECT_EQ(request["Content-Type"], "application/json");
    const auto body = nlohmann::json::parse(request.body());
    EXPECT_EQ(body.at("JobId"), job);
    EXPECT_EQ(body.at("State"), i == 0 ? "Processing" : "Success");
    EXPECT_EQ(request["webhook-id"], events.at(i).id);
    EXPECT_EQ(request["webhook-timestamp"], "1700000000");
    EXPECT_EQ(std::string(request["webhook-signature"]),
              signature(secret, events.at(i).id, "1700000000", request.body()));
  }
  EXPECT_TRUE(all_are(DeliveryStatus::kDone));
}

TEST_F(DelivererTest, TriesAgainWithTheSameIdUntilTheTargetTakesIt) {
  std::atomic<int> calls = 0;
  Receiver receiver{[&](const Receiver::Request&) { return Receiver::status(++calls < 3 ? 500 : 200); }};
  begun_job({{"webhook", receiver.url()}});
  const Deliverer deliverer{*store_, options_};
  EXPECT_EQ(after_tries(1).note, "HTTP 500");
  EXPECT_GE(after_tries(1).next_try, clock_.now() + seconds{5});
  turn(seconds{7});
  receiver.wait_for(2);
  after_tries(2);
  turn(minutes{6});
  const auto requests = receiver.wait_for(3);
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_EQ(requests.at(0)["webhook-id"], requests.at(2)["webhook-id"]);
  EXPECT_NE(requests.at(0)["webhook-timestamp"], requests.at(2)["webhook-timestamp"]);
  EXPECT_TRUE(all_are(DeliveryStatus::kDone));
}

TEST_F(DelivererTest, GivesUpAfterTenTriesAndGoesOn) {
  Receiver receiver{[&](const Receiver::Request& request) {
    return Receiver::status(request.body().find("Processing") != std::string::npos ? 503 : 200);
  }};
  done_job({{"webhook", receiver.url()}});
  const Deliverer deliverer{*store_, options_};
  for (int tries = 1; tries <= 10; ++tries) {
    EXPECT_EQ(receiver.wait_for(static_cast<std::size_t>(tries)).size(), static_cast<std::size_t>(tries));
    after_tries(tries);
    if (tries < 10) turn(hours{29});
  }
  EXPECT_EQ(receiver.wait_for(11).back().body().find("Processing"), std::string::npos);
  EXPECT_TRUE(becomes([&] { return deliveries("webhook").at(1).status == DeliveryStatus::kDone; }));
  EXPECT_EQ(deliveries("webhook").at(0).status, DeliveryStatus::kGivenUp);
}

TEST_F(DelivererTest, GivesUpAtOnceWhereTheTargetIsGone) {
  Receiver receiver{always(410)};
  begun_job({{"webhook", receiver.url()}});
  const Deliverer deliverer{*store_, options_};
  EXPECT_TRUE(all_are(DeliveryStatus::kGivenUp));
  EXPECT_EQ(deliveries("webhook").at(0).note, "HTTP 410");
}

TEST_F(DelivererTest, FollowsNoRedirect) {
  Receiver other{always(200)};
  Receiver receiver{[&](const Receiver::Request&) {
    auto response = Receiver::status(307);
    response.set("Location", other.url());
    return response;
  }};
  begun_job({{"webhook", receiver.url()}});
  const Deliverer deliverer{*store_, options_};
  const auto delivery = after_tries(1);
  EXPECT_EQ(delivery.status, DeliveryStatus::kPending);
  EXPECT_EQ(delivery.note, "HTTP 307");
}

TEST_F(DelivererTest, HonoursRetryAfter) {
  Receiver receiver{[&](const Receiver::Request&) {
    auto response = Receiver::status(429);
    response.set("Retry-After", "3600");
    return response;
  }};
  begun_job({{"webhook", receiver.url()}});
  const Deliverer deliverer{*store_, options_};
  EXPECT_EQ(after_tries(1).next_try, clock_.now() + hours{1});
}

TEST_F(DelivererTest, DialsNoPrivateAddress) {
  Receiver receiver{always(200)};
  options_.post.addresses = {};
  begun_job({{"webhook", receiver.url()}});
  const Deliverer deliverer{*store_, options_};
  EXPECT_TRUE(all_are(DeliveryStatus::kGivenUp));
  EXPECT_EQ(deliveries("webhook").at(0).note, "the address 127.0.0.1 (loopback) may not be dialled");
}

TEST_F(DelivererTest, GivesUpNonHttpUrls) {
  for (const auto* target : {"ftp://127.0.0.1/", "file:///etc/passwd", "not a url", ""})
    begun_job({{"webhook", target}});
  const Deliverer deliverer{*store_, options_};
  EXPECT_TRUE(all_are(DeliveryStatus::kGivenUp));
}

TEST_F(DelivererTest, TriesAgainWhereNobodyListens) {
  std::string url;
  {
    Receiver receiver{always(200)};
    url = receiver.url();
  }
  begun_job({{"webhook", url}});
  const Deliverer deliverer{*store_, options_};
  const auto delivery = after_tries(1);
  EXPECT_EQ(delivery.status, DeliveryStatus::kPending);
  EXPECT_FALSE(delivery.note.empty());
}

TEST_F(DelivererTest, CutsOffATargetThatDoesNotAnswer) {
  Receiver* self = nullptr;
  Receiver receiver{[&](const Receiver::Request&) {
    self->hang();
    return Receiver::status(200);
  }};
  self = &receiver;
  options_.post.deadline = milliseconds{200};
  begun_job({{"webhook", receiver.url()}});
  const Deliverer deliverer{*store_, options_};
  EXPECT_EQ(after_tries(1).note, "Timeout was reached");
}

TEST_F(DelivererTest, BoundsTheAnswerItReads) {
  Receiver receiver{[&](const Receiver::Request&) {
    auto response = Receiver::status(500);
    response.body() = std::string(4 << 20, 'x');
    return response;
  }};
  begun_job({{"webhook", receiver.url()}});
  const Deliverer deliverer{*store_, options_};
  EXPECT_EQ(after_tries(1).note, "HTTP 500");
}

TEST_F(DelivererTest, SlowTargetDoesNotBlockOthers) {
  Receiver* self = nullptr;
  Receiver slow{[&](const Receiver::Request&) {
    self->hang();
    return Receiver::status(200);
  }};
  self = &slow;
  Receiver quick{always(200)};
  for (int i = 0; i < 40; ++i) begun_job({{"webhook", slow.url()}});
  begun_job({{"webhook", quick.url()}});
  options_.most = 16;
  const Deliverer deliverer{*store_, options_};
  EXPECT_EQ(quick.wait_for(1).size(), 1u);
  EXPECT_LE(slow.wait_for(8).size(), 8u);
  EXPECT_TRUE(
      becomes([&] { return deliveries("webhook").at(39).attempts == 0; }));  // given back, not counted
}

TEST_F(DelivererTest, StopsAtOnceAndLeavesInFlightPostsDue) {
  Receiver* self = nullptr;
  Receiver slow{[&](const Receiver::Request&) {
    self->hang();
    return Receiver::status(200);
  }};
  self = &slow;
  begun_job({{"webhook", slow.url()}});
  std::chrono::steady_clock::time_point asked;
  {
    const Deliverer deliverer{*store_, options_};
    slow.wait_for(1);
    asked = std::chrono::steady_clock::now();
  }
  EXPECT_LT(std::chrono::steady_clock::now() - asked, seconds{1});
  const auto delivery = deliveries("webhook").at(0);
  EXPECT_EQ(delivery.status, DeliveryStatus::kPending);
  EXPECT_LE(delivery.next_try, clock_.now());
}

TEST_F(DelivererTest, IsReplayed) {
  std::atomic<unsigned> status = 410;
  Receiver receiver{[&](const Receiver::Request&) { return Receiver::status(status); }};
  begun_job({{"webhook", receiver.url()}});
  const Deliverer deliverer{*store_, options_};
  ASSERT_TRUE(all_are(DeliveryStatus::kGivenUp));
  status = 200;
  must(store_->outbox().replay(deliveries("webhook").at(0).number));
  EXPECT_TRUE(all_are(DeliveryStatus::kDone));
}

TEST_F(DelivererTest, NothingIsToldOfTheJobsOfARemovedUser) {
  Receiver receiver{always(200)};
  begun_job({{"webhook", receiver.url()}});
  must(store_->accounts().remove_user(user_));
  const Deliverer deliverer{*store_, options_};
  EXPECT_TRUE(deliveries("webhook").empty());
}

}  // namespace
}  // namespace smarttag::callbacks::webhooks
