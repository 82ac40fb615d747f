#include "service/health_server.h"

#include <utility>

#include <spdlog/fmt/fmt.h>

#include "service/listen_address.h"

namespace smarttag::service {

Result<std::unique_ptr<HealthServer>> HealthServer::start(Health& health, const Settings& settings) {
  const auto& listen = settings.text("health-listen");
  const auto address = listen_address(listen);
  if (!address) return tl::unexpected(address.error());
  http::ServerOptions options;
  options.address = address->host;
  options.port = address->port;
  options.max_connections = 64;
  options.max_body = 0;
  options.threads = 2;  // handlers wait for the disk on them; nothing else is served here
  auto server = http::Server::start(options, health.routes());
  if (!server) return tl::unexpected(std::move(server).error());
  return std::unique_ptr<HealthServer>(
      new HealthServer(listen.substr(0, listen.rfind(':')), *std::move(server)));
}

std::string HealthServer::address() const { return fmt::format("http://{}:{}", host_, server_->port()); }

}  // namespace smarttag::service
