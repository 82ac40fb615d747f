// The HTTP server: connections, TLS, limits, routes. It knows nothing of what is served.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "base/error.h"
#include "http/message.h"

namespace smarttag::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;                    // 0: any free one
  std::filesystem::path certificate;         // PEM chain; empty: plain HTTP
  std::filesystem::path key;                 // PEM
  std::size_t max_header = 64 << 10;         // bytes; more: 431. SDKs send all parameters in the query
  std::size_t max_body = 4 << 20;            // bytes; more: 413
  std::chrono::seconds request_timeout{30};  // for a whole request to come in, and for an answer to be taken
  std::chrono::seconds idle_timeout{75};     // between two requests of a connection
  std::size_t max_connections = 4096;        // more wait until one of them ends
  // Bytes of requests that are coming in, of all connections together; a request that needs more gets 503.
  // The first 16 KiB of each request are free.
  std::size_t incoming_memory = 256 << 20;
  // The same for answers that clients have not taken yet: one that does not fit becomes a 503.
  std::size_t outgoing_memory = 256 << 20;
  int threads = 2;
  Refusal refusal{};  // empty: the sentence, as plain text
};

// What the server does just now.
struct Load {
  std::size_t connections = 0;
  std::size_t requests = 0;  // that a handler works on
};

// Thread-safe.
class Server {
 public:
  // Listens and serves on threads of its own. kUsage: address, certificate or key are no good; kConflict: the
  // port is taken.
  static Result<std::unique_ptr<Server>> start(const ServerOptions& options, std::vector<Route> routes);
  ~Server();  // stop(0)
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  Load load() const;

  // Where handlers run: for timers of theirs.
  boost::asio::any_io_executor executor() const;

  // No new connections or requests; waits for answers that are on the way, as long as `grace`, then ends.
  // Idempotent.
  void stop(std::chrono::milliseconds grace);

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace smarttag::http
