// What the HTTP server hands to a handler, and what it gets back.
#pragma once

#include <functional>
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
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<Header> headers;
};

// May wait (timers, other threads) without holding up other requests; it ends on the executor on which it was
// called (co_spawn work onto another and wait for that). What it throws becomes a 500 and a line in the log.
using Handler = std::function<boost::asio::awaitable<Response>(Request)>;

// A path that ends in '/' takes everything below it, "/" alone only itself; the longest path wins.
struct Route {
  std::string path;
  Handler handler;
};

}  // namespace smarttag::http
