#include "http/server.h"

#include <charconv>
#include <thread>

#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http/session.h"
#include "http/tls.h"

namespace smarttag::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::milliseconds kFullPause{20};      // between looks for room at the limit of connections
constexpr std::chrono::milliseconds kFailedPause{1000};  // after an accept that failed: no descriptors left

Result<tcp::endpoint> endpoint_of(asio::io_context& context, const ServerOptions& options) {
  tcp::resolver resolver(context);
  error_code error;
  const auto found = resolver.resolve(options.address, std::to_string(options.port),
                                      tcp::resolver::passive | tcp::resolver::numeric_service, error);
  if (error || found.empty())
    return fail(ErrorKind::kUsage, "Cannot listen on \"" + options.address +
                                       "\": give an address of this machine, such as 127.0.0.1 or 0.0.0.0.");
  return found.begin()->endpoint();
}

Result<void> listen(tcp::acceptor& acceptor, const tcp::endpoint& endpoint) {
  const std::string where = endpoint.address().to_string() + ":" + std::to_string(endpoint.port());
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
  if (!error) return {};
  if (error == asio::error::address_in_use)
    return fail(ErrorKind::kConflict,
                "Another program already listens on " + where + ": choose another port.");
  return fail(ErrorKind::kUsage, "Cannot listen on " + where + ": " + error.message() + ".");
}

}  // namespace

struct Server::State {
  State(const ServerOptions& options, std::vector<Route> routes)
      : shared{options, Routes(std::move(routes)), nullptr}, context(std::max(options.threads, 1)) {}

  asio::awaitable<void> accept_all();
  void close_connections();

  Shared shared;  // outlives the coroutines, which the context destroys
  asio::io_context context;
  tcp::acceptor acceptor{asio::make_strand(context)};
  asio::executor_work_guard<asio::io_context::executor_type> guard{context.get_executor()};
  std::vector<std::thread> threads;
  std::atomic<std::size_t> open{0};  // connections, from their accept on
  std::uint16_t port = 0;
  std::once_flag stopped;
};

asio::awaitable<void> Server::State::accept_all() {
  asio::steady_timer pause(acceptor.get_executor());
  bool full = false;
  while (!shared.stopping) {
    error_code error;
    // Those that wait stand in the system's queue of the socket.
    if (open >= shared.options.max_connections) {
      if (!full)
        spdlog::warn("http max-connections={} reached: new connections wait", shared.options.max_connections);
      full = true;
      pause.expires_after(kFullPause);
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      continue;
    }
    const asio::any_io_executor strand = asio::make_strand(context);
    tcp::socket socket =
        co_await acceptor.async_accept(strand, asio::redirect_error(asio::use_awaitable, error));
    if (shared.stopping) co_return;
    if (error) {
      spdlog::warn("http cannot accept, next try in a second: {}", error.message());
      pause.expires_after(kFailedPause);
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      continue;
    }
    full = ++open >= shared.options.max_connections && full;
    asio::co_spawn(strand, serve(std::move(socket), shared), [this](const std::exception_ptr&) { --open; });
  }
}

// Nothing runs any more: no strand is needed. The coroutines that would have taken their connections out of
// the set end with the context, and no connection may outlive that: its timers belong to it.
void Server::State::close_connections() {
  for (const auto& connection : shared.connections.all()) connection->close();
  shared.connections.clear();
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, std::vector<Route> routes) {
  auto state = std::make_unique<State>(options, std::move(routes));
  if (!options.certificate.empty()) {
    auto tls = tls_context(options.certificate, options.key);
    if (!tls) return tl::unexpected(std::move(tls).error());
    state->shared.tls = *std::move(tls);
  }
  const auto endpoint = endpoint_of(state->context, options);
  if (!endpoint) return tl::unexpected(endpoint.error());
  if (auto listening = listen(state->acceptor, *endpoint); !listening)
    return tl::unexpected(std::move(listening).error());
  state->port = state->acceptor.local_endpoint().port();
  asio::co_spawn(state->acceptor.get_executor(), state->accept_all(), asio::detached);
  for (int i = 0; i < std::max(options.threads, 1); ++i)
    state->threads.emplace_back([&context = state->context] { context.run(); });
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

Server::~Server() { stop(std::chrono::milliseconds{0}); }

std::uint16_t Server::port() const { return state_->port; }

Load Server::load() const { return {state_->shared.connections.count(), state_->shared.work.count()}; }

asio::any_io_executor Server::executor() const { return state_->context.get_executor(); }

void Server::stop(std::chrono::milliseconds grace) {
  std::call_once(state_->stopped, [&] {
    state_->shared.stopping = true;
    asio::post(state_->acceptor.get_executor(), [state = state_.get()] {
      error_code ignored;  // it ends either way
      state->acceptor.close(ignored);
    });
    for (const auto& connection : state_->shared.connections.all())
      asio::post(connection->executor(), [connection] { connection->close_if_idle(); });
    state_->shared.work.wait_until_none(grace);
    state_->context.stop();
    for (std::thread& thread : state_->threads) thread.join();
    state_->close_connections();
  });
}

}  // namespace smarttag::http
