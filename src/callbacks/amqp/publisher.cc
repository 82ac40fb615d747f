#include "callbacks/amqp/publisher.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <random>

#include "callbacks/event/message.h"

namespace smarttag::callbacks::amqp {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kBatch = 64;
constexpr seconds kLease{60};
constexpr milliseconds kLook{500};  // what other processes wrote is seen after so long
constexpr milliseconds kFirstWait{1000};
constexpr milliseconds kLongestWait{60'000};
constexpr seconds kRefused{10};  // after a nack: the broker is out of space or the like

class Loop {
 public:
  Loop(jobs::Store& store, const PublisherOptions& options) : store_(store), options_(options) {}

  void run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      if (!broker_ && !connect(stop)) continue;
      const auto seen = store_.changes().seen();
      const auto taken = take();
      if (!taken.empty()) {
        publish(taken, stop);
      } else if (const auto alive = broker_->idle(); !alive) {
        disconnect(alive.error());
      } else {
        store_.changes().wait_past(seen, kLook, stop);
      }
    }
  }

 private:
  bool connect(const std::stop_token& stop) {
    auto broker = Broker::connect(options_.broker, stop);
    if (broker) {
      spdlog::info("connected to RabbitMQ");
      broker_ = *std::move(broker);
      wait_ = kFirstWait;
      return true;
    }
    if (stop.stop_requested()) return false;
    spdlog::warn("RabbitMQ cannot be reached ({}); tried again in {} s",
                 broker.error().log.text.empty() ? broker.error().client.text : broker.error().log.text,
                 std::chrono::ceil<seconds>(wait_).count());
    pause(wait_ + milliseconds{static_cast<std::int64_t>(static_cast<double>(wait_.count()) *
                                                         chance_(random_) / 5)},
          stop);
    wait_ = std::min(wait_ * 2, kLongestWait);
    return false;
  }

  static void pause(milliseconds time, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
  }

  std::vector<jobs::TakenDelivery> take() {
    auto taken = store_.outbox().take("amqp", std::nullopt, kBatch, kLease);
    if (taken) return *std::move(taken);
    spdlog::warn("messages for RabbitMQ wait for the store: {}", taken.error().log.text);
    return {};
  }

  void publish(const std::vector<jobs::TakenDelivery>& taken, const std::stop_token& stop) {
    std::vector<Publication> publications;
    publications.reserve(taken.size());
    for (const auto& [delivery, claim] : taken)
      publications.push_back(
          {"smarttag." + delivery.event.pipeline, delivery.event.id, message_of(delivery.event)});
    const auto confirmed = broker_->publish(publications, stop);
    if (!confirmed) disconnect(confirmed.error());
    const Time now = options_.clock->now();
    for (std::size_t i = 0; i < taken.size(); ++i) {
      const auto& claim = taken[i].claim;
      if (!confirmed)
        told(store_.outbox().give_back(claim, now));
      else if (confirmed->at(i))
        told(store_.outbox().done(claim));
      else
        told(store_.outbox().postpone(claim, now + kRefused, "refused by the broker"));
    }
  }

  void disconnect(const Error& error) {
    spdlog::warn("the connection to RabbitMQ is lost: {}", error.log.text);
    broker_.reset();
  }

  // A lost lease, or a store that fails: the delivery is due again when the lease ends, told at least once.
  static void told(const Result<jobs::Standing>& standing) {
    if (!standing) spdlog::warn("the end of a message could not be kept: {}", standing.error().log.text);
  }

  jobs::Store& store_;
  PublisherOptions options_;
  std::unique_ptr<Broker> broker_;
  milliseconds wait_ = kFirstWait;
  std::mt19937_64 random_{std::random_device{}()};
  std::uniform_real_distribution<double> chance_{0, 1};
};

}  // namespace

Publisher::Publisher(jobs::Store& store, const PublisherOptions& options)
    : thread_([&store, options](const std::stop_token& stop) {
        Loop{store, options}.run(stop);
      }) {}

}  // namespace smarttag::callbacks::amqp
