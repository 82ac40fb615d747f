// A server for tests, with handlers that show what they were given.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "http/server.h"
#include "http/testing/raw_client.h"

namespace smarttag::http::testing {

inline boost::asio::awaitable<Response> echo(Request request) {
  Response response{200, "text/plain", {}, {{"X-Request", request.id}}};
  response.body = request.method + " " + request.path + " ?" + request.query + " [" + request.body + "]";
  if (const auto* note = request.header("x-note")) response.headers.push_back({"X-Note", *note});
  co_return response;
}

inline boost::asio::awaitable<Response> failing(Request request) {
  if (request.query == "odd") throw 7;
  throw std::runtime_error("secret detail of the failure");
  co_return Response{};
}

inline std::vector<Route> echo_routes() {
  return {{"/", echo}, {"/echo", echo}, {"/tree/", echo}, {"/fails", failing}};
}

inline std::unique_ptr<Server> serve(const ServerOptions& options,
                                     std::vector<Route> routes = echo_routes()) {
  auto server = Server::start(options, std::move(routes));
  if (!server) throw std::runtime_error(server.error().client.text);
  return *std::move(server);
}

}  // namespace smarttag::http::testing
