// Health and numbers on an address of their own (health-listen): of a worker, which has no API, or of a
// service whose API strangers can reach.
#pragma once

#include <memory>
#include <string>

#include "base/settings.h"
#include "http/server.h"
#include "service/health.h"

namespace smarttag::service {

// Serves from start to destruction. `health` outlives it.
class HealthServer {
 public:
  // kUsage: a bad health-listen; kConflict: the port is taken.
  static Result<std::unique_ptr<HealthServer>> start(Health& health, const Settings& settings);

  std::string address() const;  // "http://127.0.0.1:8791"

 private:
  HealthServer(std::string host, std::unique_ptr<http::Server> server)
      : host_(std::move(host)), server_(std::move(server)) {}

  std::string host_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace smarttag::service
