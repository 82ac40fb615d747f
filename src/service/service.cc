#include "service/service.h"

#include <optional>
#include <utility>

#include <spdlog/spdlog.h>

#include "callbacks/deliveries.h"
#include "inputs/fetched_file.h"
#include "inputs/inputs.h"
#include "jobs/keeper.h"
#include "service/front.h"
#include "service/health_server.h"
#include "service/open_store.h"
#include "worker/pool/pool.h"

namespace smarttag::service {

// In the order in which things need each other: what stands below ends first.
struct Service::State {
  Settings settings;
  std::unique_ptr<jobs::Store> store;
  std::optional<inputs::Inputs> inputs;
  std::optional<jobs::Keeper> keeper;
  std::unique_ptr<callbacks::Deliveries> deliveries;
  std::unique_ptr<worker::Pool> pool;
  std::optional<Health> health;
  std::unique_ptr<HealthServer> health_server;
  std::unique_ptr<Front> front;
};

Service::Service(std::unique_ptr<State> state) : state_(std::move(state)) {}
Service::~Service() { stop(); }

Result<std::unique_ptr<Service>> Service::start(const Settings& settings, const Parts& parts) {
  auto state = std::make_unique<State>();
  state->settings = settings;
  auto store = open_store(settings);
  if (!store) return tl::unexpected(store.error());
  state->store = *std::move(store);
  if (auto writable = state->store->probe(); !writable) return tl::unexpected(writable.error());
  inputs::sweep(inputs::fetch_folder(settings));
  auto inputs = inputs::Inputs::create(settings, state->store->media());
  if (!inputs) return tl::unexpected(inputs.error());
  state->inputs = *std::move(inputs);
  const std::chrono::duration<double> retention{settings.real("retention")};
  state->keeper.emplace(*state->store, system_clock(),
                        std::chrono::duration_cast<std::chrono::milliseconds>(retention));
  const bool works = parts.workers && settings.integer("workers") > 0;
  if (works)
    state->pool = std::make_unique<worker::Pool>(worker::PoolOptions::from(settings), *state->store,
                                                 *state->inputs, settings);
  state->health.emplace(*state->store, system_clock(), state->pool ? &state->pool->counts() : nullptr);
  if (!settings.text("health-listen").empty()) {
    auto server = HealthServer::start(*state->health, settings);
    if (!server) return tl::unexpected(std::move(server).error());
    state->health_server = *std::move(server);
    spdlog::info("health answers on {}", state->health_server->address());
  }
  if (parts.api) {
    auto deliveries = callbacks::Deliveries::start(*state->store, settings);
    if (!deliveries) return tl::unexpected(deliveries.error());
    state->deliveries = *std::move(deliveries);
    auto front = Front::open(*state->store, *state->inputs, settings, *state->health);
    if (!front) return tl::unexpected(front.error());
    state->front = *std::move(front);
  }
  spdlog::info("service started api={} workers={}", state->front ? state->front->address() : "none",
               works ? settings.integer("workers") : 0);
  return std::unique_ptr<Service>(new Service(std::move(state)));
}

std::string Service::address() const {
  return state_ && state_->front ? state_->front->address() : std::string();
}

void Service::stop() {
  if (!state_) return;
  if (state_->pool) state_->pool->request_stop();
  if (state_->front) state_->front->close();
  state_.reset();
  spdlog::info("service stopped");
}

}  // namespace smarttag::service
