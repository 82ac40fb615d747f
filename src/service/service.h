// The service as one thing: store, API, callbacks and workers of this process, made from the settings.
#pragma once

#include <memory>
#include <string>

#include "base/settings.h"

namespace smarttag::service {

struct Parts {
  bool api = true;      // the HTTP server with all that answers over it, and the callbacks
  bool workers = true;  // analyses
};

// Thread-safe.
class Service {
 public:
  // Starts everything on threads of its own. kUsage: a setting is no good; kConflict: the port is taken;
  // kStoreFailed: the data folder cannot be used.
  static Result<std::unique_ptr<Service>> start(const Settings& settings, const Parts& parts);
  ~Service();  // stop()
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // "http://127.0.0.1:8790"; empty without the API.
  std::string address() const;

  // No new calls; answers that are on the way go out, jobs that run are given back. Idempotent.
  void stop();

 private:
  struct State;
  explicit Service(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace smarttag::service
