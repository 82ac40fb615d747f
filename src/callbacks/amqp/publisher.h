// Delivers what the outbox holds for the channel "amqp" to a RabbitMQ: JSON to a durable topic exchange with
// the routing key "smarttag.PIPELINE", persistent, its message-id the event's id, done when the broker has
// confirmed it. In order for each job, at least once. While the broker cannot be reached nothing is given up:
// it is connected anew, after a second at first, a minute at most.
#pragma once

#include <thread>

#include "base/clock.h"
#include "callbacks/amqp/broker.h"
#include "jobs/store.h"

namespace smarttag::callbacks::amqp {

struct PublisherOptions {
  BrokerOptions broker;
  const Clock* clock = &system_clock();  // the store's
};

// Works on one thread of its own from construction to destruction; the destructor returns within a second,
// or two while a connection is being made.
class Publisher {
 public:
  // The store lives longer.
  Publisher(jobs::Store& store, const PublisherOptions& options);
  ~Publisher() = default;
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

 private:
  std::jthread thread_;
};

}  // namespace smarttag::callbacks::amqp
