#include "service/handler_threads.h"

#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace smarttag::service {
namespace {

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"  // see api/endpoint.cc
boost::asio::awaitable<http::Response> run_on(boost::asio::thread_pool& threads, const http::Handler& handler,
                                              http::Request request) {
  auto away = handler(std::move(request));
  co_return co_await boost::asio::co_spawn(threads.get_executor(), std::move(away),
                                           boost::asio::use_awaitable);
}
#pragma GCC diagnostic pop

}  // namespace

http::Handler on_threads(boost::asio::thread_pool& threads, http::Handler handler) {
  return [&threads, handler = std::move(handler)](http::Request request) {
    return run_on(threads, handler, std::move(request));
  };
}

}  // namespace smarttag::service
