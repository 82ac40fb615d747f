// One connection to a RabbitMQ broker that publishes with publisher confirms, by librabbitmq.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"

namespace smarttag::callbacks::amqp {

struct BrokerOptions {
  std::string url;                // amqp[s]://user:password@host[:port]/vhost: a secret, never logged
  std::string exchange;           // durable topic exchange, made when it is not there
  std::filesystem::path ca_file;  // PEM, for amqps; empty: the certificates that the system trusts
};

struct Publication {
  std::string routing_key;
  std::string message_id;
  std::string body;  // JSON
};

// Not thread-safe. Every error is kInputUnreachable with a text that holds no secret; the broker must be
// connected anew then. Calls return within a second of a stop, but for the time (2 s at most) in which a
// connection is being made.
class Broker {
 public:
  // kUsage: not a URL of amqp or amqps; the text does not repeat it.
  static Result<void> check_url(const std::string& url);

  // kUsage as check_url.
  static Result<std::unique_ptr<Broker>> connect(const BrokerOptions& options, const std::stop_token& stop);
  ~Broker();
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;

  // Sends all, persistent, and waits until the broker has told of each whether it has it: one answer for each
  // publication, in order. What is not confirmed may or may not have arrived.
  Result<std::vector<bool>> publish(const std::vector<Publication>& publications,
                                    const std::stop_token& stop);

  // Sends and hears heartbeats; to be called every second or so while there is nothing to publish.
  Result<void> idle();

 private:
  struct State;
  explicit Broker(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace smarttag::callbacks::amqp
