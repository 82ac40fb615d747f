// One connection, from its first byte to its end.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_set>
#include <utility>  // as in message.h
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "http/memory_budget.h"
#include "http/routes.h"
#include "http/server.h"

namespace smarttag::http {

// A connection as the stop of the server sees it.
class Connection {
 public:
  Connection() = default;
  virtual ~Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  virtual boost::asio::any_io_executor executor() = 0;  // both calls below belong on it
  virtual void close_if_idle() = 0;
  virtual void close() = 0;
};

// The open connections. Thread-safe.
class Connections {
 public:
  void add(const std::shared_ptr<Connection>& connection);
  void remove(const std::shared_ptr<Connection>& connection);
  std::size_t count() const;
  std::vector<std::shared_ptr<Connection>> all() const;
  void clear();

 private:
  mutable std::mutex mutex_;
  std::unordered_set<std::shared_ptr<Connection>> open_;
};

// Requests from the call of their handler to the end of their answer. Thread-safe.
class Work {
 public:
  void begin();
  void end();
  std::size_t count() const;
  void wait_until_none(std::chrono::milliseconds longest);

 private:
  mutable std::mutex mutex_;
  std::condition_variable none_;
  std::size_t count_ = 0;
};

// What all connections of a server share; outlives them.
struct Shared {
  ServerOptions options;
  Routes routes;
  std::shared_ptr<boost::asio::ssl::context> tls;  // nullptr: plain HTTP
  std::atomic<bool> stopping{false};
  Connections connections{};
  Work work{};
  MemoryBudget incoming{options.incoming_memory};
  MemoryBudget outgoing{options.outgoing_memory};
};

// Serves until the peer, a limit or the server ends the connection. The socket's executor must be a strand.
boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket, Shared& shared);

}  // namespace smarttag::http
