#include "service/front.h"

#include <stop_token>
#include <utility>

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>
#include <boost/asio/thread_pool.hpp>

#include "access/permission.h"
#include "access/rates.h"
#include "api/endpoint.h"
#include "api/links/subtitle_files.h"
#include "api/openapi/document.h"
#include "api/protocol/answer.h"
#include "callbacks/mns/routes.h"
#include "http/server.h"
#include "libraries/sandboxed_face_samples.h"
#include "net/url.h"
#include "service/handler_threads.h"
#include "service/health.h"
#include "service/listen_address.h"
#include "service/open_files.h"

namespace smarttag::service {
namespace {

constexpr std::chrono::seconds kGrace{10};  // for answers that are on the way

std::chrono::seconds whole_seconds(const Settings& settings, std::string_view name) {
  return std::chrono::seconds(static_cast<std::int64_t>(settings.real(name)));
}

Result<http::ServerOptions> server_options(const Settings& settings) {
  const auto listen = listen_address(settings.text("listen"));
  if (!listen) return tl::unexpected(listen.error());
  http::ServerOptions options;
  options.address = listen->host;
  options.port = listen->port;
  options.certificate = settings.text("tls-certificate");
  options.key = settings.text("tls-key");
  if (options.certificate.empty() != options.key.empty())
    return fail(ErrorKind::kUsage, "TLS needs both tls-certificate and tls-key.");
  options.max_body = static_cast<std::size_t>(settings.integer("max-request"));
  options.request_timeout = whole_seconds(settings, "request-timeout");
  options.idle_timeout = whole_seconds(settings, "idle-timeout");
  options.max_connections =
      connections_that_fit(static_cast<std::size_t>(settings.integer("max-connections")));
  options.incoming_memory = static_cast<std::size_t>(settings.integer("incoming-memory"));
  options.refusal = [](const http::Refused& refused) { return api::refusal(refused); };
  options.outgoing_memory = static_cast<std::size_t>(settings.integer("outgoing-memory"));
  return options;
}

// Links in results and the URLs of queues begin with it.
Result<void> check_public_url(const std::string& url) {
  const bool good = url.empty() || (net::is_http(url) && net::normal_url(url) && !net::host_of(url).empty() &&
                                    url.find_first_of("?#@ ") == std::string::npos);
  if (good) return {};
  return fail(ErrorKind::kUsage,
              fmt::format("Invalid public-url '{}'. Use http(s)://HOST[:PORT][/PATH], such as "
                          "https://tags.example.org.",
                          url));
}

// The document never changes while the program runs.
http::Handler open_api_handler() {
  return [text = results::dump(api::openapi_document())](
             const http::Request&) -> boost::asio::awaitable<http::Response> {
    co_return http::Response{200, "application/json", text, {}};
  };
}

}  // namespace

// In the order in which things need each other; close() says in which order they end.
struct Front::State {
  Settings settings;
  libraries::SandboxedFaceSamples faces;
  api::Services services;
  std::unique_ptr<api::Endpoint> endpoint;
  access::Rates queue_rates;  // the calls of queues are counted apart
  Health& health;
  std::stop_source long_polls;
  // Health needs no key: whoever asks for it in a loop holds up nobody else.
  std::unique_ptr<boost::asio::thread_pool> health_threads = std::make_unique<boost::asio::thread_pool>(1);
  std::unique_ptr<boost::asio::thread_pool> file_threads = std::make_unique<boost::asio::thread_pool>(8);
  std::unique_ptr<http::Server> server;

  State(jobs::Store& store, const inputs::Inputs& inputs, const Settings& s, Health& h)
      : settings(s),
        faces(s, inputs),
        services{store, system_clock(), settings, inputs, faces},
        queue_rates(s.integer("calls-per-second"), system_clock()),
        health(h) {}
};

Front::Front(std::unique_ptr<State> state) : state_(std::move(state)) {}
Front::~Front() { close(); }

Result<std::unique_ptr<Front>> Front::open(jobs::Store& store, const inputs::Inputs& inputs,
                                           const Settings& settings, Health& health) {
  const auto options = server_options(settings);
  if (!options) return tl::unexpected(options.error());
  if (auto good = check_public_url(settings.text("public-url")); !good)
    return tl::unexpected(std::move(good).error());
  auto state = std::make_unique<State>(store, inputs, settings, health);
  api::EndpointOptions endpoint;
  endpoint.calls_per_second = settings.integer("calls-per-second");
  state->endpoint =
      std::make_unique<api::Endpoint>(state->services, api::operations(), store.nonces(), endpoint);

  callbacks::mns::MnsOptions queues;
  queues.permitted = access::allowed;
  queues.granted = [&rates = state->queue_rates](jobs::UserId user) { return rates.take(user).granted; };
  queues.public_url = settings.text("public-url");
  queues.retention = whole_seconds(settings, "retention");
  queues.stopping = state->long_polls.get_token();
  auto routes = callbacks::mns::mns_routes(store, queues);
  for (auto& route : routes) route.handler = on_threads(*state->file_threads, std::move(route.handler));
  routes.push_back({"/", state->endpoint->handler()});
  routes.push_back(
      {"/subtitles/", on_threads(*state->file_threads, api::subtitle_files(store, system_clock()))});
  routes.push_back({"/openapi.json", open_api_handler()});
  if (settings.text("health-listen").empty())
    for (auto& route : health.routes()) {
      const bool waits = route.path != "/healthz";
      if (waits) route.handler = on_threads(*state->health_threads, std::move(route.handler));
      routes.push_back(std::move(route));
    }

  auto server = http::Server::start(*options, std::move(routes));
  if (!server) return tl::unexpected(server.error());
  state->server = *std::move(server);
  health.watch(*state->server, state->endpoint->counters());
  if (options->certificate.empty() && options->address != "127.0.0.1" && options->address != "::1")
    spdlog::warn("the API speaks plain HTTP on {}: set tls-certificate and tls-key, or put a proxy before it",
                 settings.text("listen"));
  return std::unique_ptr<Front>(new Front(std::move(state)));
}

std::string Front::address() const {
  if (!state_->server) return {};
  const auto& listen = state_->settings.text("listen");
  return fmt::format("{}://{}:{}", state_->settings.text("tls-certificate").empty() ? "http" : "https",
                     listen.substr(0, listen.rfind(':')), state_->server->port());
}

void Front::close() {
  if (!state_->server) return;
  state_->health.forget();
  state_->long_polls.request_stop();
  state_->faces.stop();
  state_->server->stop(kGrace);
  state_->endpoint->stop();
  // Before the server: what still waits on these threads belongs to its connections.
  for (auto* threads : {&state_->health_threads, &state_->file_threads}) {
    (*threads)->stop();
    (*threads)->join();
    threads->reset();
  }
  state_->server.reset();
}

}  // namespace smarttag::service
