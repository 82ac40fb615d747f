// All that tells of jobs by itself: webhooks, and RabbitMQ where one is named. (Queues are read by clients:
// mns/routes.h.)
#pragma once

#include <memory>
#include <optional>

#include "base/clock.h"
#include "base/settings.h"
#include "callbacks/amqp/publisher.h"
#include "callbacks/webhooks/deliverer.h"
#include "jobs/store.h"

namespace smarttag::callbacks {

// Works on threads of its own from start to destruction, which takes a second or two at most; what is on the
// way then is due again at once. Several processes may do so on one store.
class Deliveries {
 public:
  // By the settings allow-private, fetch-proxy, fetch-ca-file, amqp-url, amqp-exchange. The store and the
  // clock live longer; the clock is the store's. kUsage: a bad range, a bad amqp-url.
  static Result<std::unique_ptr<Deliveries>> start(jobs::Store& store, const Settings& settings,
                                                   const Clock& clock = system_clock());
  Deliveries(const Deliveries&) = delete;
  Deliveries& operator=(const Deliveries&) = delete;

 private:
  Deliveries() = default;
  std::optional<webhooks::Deliverer> webhooks_;
  std::optional<amqp::Publisher> amqp_;
};

}  // namespace smarttag::callbacks
