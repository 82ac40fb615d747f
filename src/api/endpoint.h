// The API as a handler of the HTTP server: a request is checked, its operation runs, its answer is written.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "api/call_counters.h"
#include "api/operation.h"
#include "http/message.h"

namespace smarttag::api {

struct EndpointOptions {
  std::int64_t calls_per_second = 100;  // of one user; 0: any number
  int slow_threads = 16;                // for operations that are `slow`; they mostly wait for others
  int writing_threads = 32;             // for those that write; they mostly wait for the disk
  int reading_threads = 8;              // for results that answers have in them
  int slow_for_user = 4;                // slow operations of one user at once; more are refused
};

// Thread-safe. Services, operations and nonces outlive it, and it outlives the server's last request: first
// Server::stop, then Endpoint::stop, then both may go.
class Endpoint {
 public:
  Endpoint(const Services& services, std::span<const Operation> operations, jobs::NonceStore& nonces,
           const EndpointOptions& options);
  ~Endpoint();  // stop()
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;

  // For the path "/". Every request gets an answer in the form of the API; no exception leaves it.
  http::Handler handler();

  const CallCounters& counters() const;

  // Waits for the operations that run on other threads. Idempotent.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace smarttag::api
