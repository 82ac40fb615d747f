// What the HTTP server hands to a handler, and what it gets back.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>  // Boost 1.74's awaitable.hpp needs it and forgets it
#include <vector>

#include <boost/asio/awaitable.hpp>

namespace smarttag::http {

struct Header {
  std::string name;  // of a request in lower case
  std::string value;
};

struct Request {
  std::string method;  // "GET"
  std::string path;    // "/queues/a%20b": encoded as sent, without the query
  std::string query;   // behind '?', as sent; may be empty
  std::vector<Header> headers;
  std::string body;
  std::string remote;  // address of the peer as text; IPv4 in IPv6 is shown as IPv4
  std::string id;      // an upper-case UUID, of this request alone: for answers and for the log

  // The first header of this name (lower case), nullptr when there is none.
  const std::string* header(std::string_view name) const;

  // The header Host, as sent: "tags.example.org:8790"; empty when there is none.
  std::string host() const;
};

// The rest of a body that is too large to be held. Used for one answer, and destroyed behind it.
class BodyStream {
 public:
  BodyStream() = default;
  virtual ~BodyStream() = default;
  BodyStream(const BodyStream&) = delete;
  BodyStream& operator=(const BodyStream&) = delete;

  // The next piece, empty at the end. May wait as a handler may. What it throws ends the connection, so that
  // the client sees an answer that is cut off, and becomes a line in the log.
  virtual boost::asio::awaitable<std::string> next() = 0;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<Header> headers;
  std::shared_ptr<BodyStream> rest{};  // follows the body, which is not empty then
};

// Why the server answers by itself, where no handler does: bytes that are no request, one that is too large,
// no route, a handler that failed, no memory.
struct Refused {
  int status = 0;
  std::string message;  // a sentence for the client
  std::string id;       // of the request
  std::string host;     // what the client called the server; may be empty
};

// Makes that answer. Thread-safe, and never throws.
using Refusal = std::function<Response(const Refused&)>;

// May wait (timers, other threads) without holding up other requests; it ends on the executor on which it was
// called (co_spawn work onto another and wait for that). What it throws becomes a 500 and a line in the log.
using Handler = std::function<boost::asio::awaitable<Response>(Request)>;

// A path that ends in '/' takes everything below it, "/" alone only itself; the longest path wins.
struct Route {
  std::string path;
  Handler handler;
};

}  // namespace smarttag::http
