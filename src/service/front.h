// What answers over HTTP: the API, queues, links to files, health and numbers.
#pragma once

#include <memory>
#include <string>

#include "base/settings.h"
#include "inputs/inputs.h"
#include "jobs/store.h"
#include "service/health.h"

namespace smarttag::service {

// Thread-safe.
class Front {
 public:
  // Listens at once. Store, inputs and health outlive it; it answers for health too, unless health-listen
  // gives that an address of its own. kUsage, kConflict, kStoreFailed.
  static Result<std::unique_ptr<Front>> open(jobs::Store& store, const inputs::Inputs& inputs,
                                             const Settings& settings, Health& health);
  ~Front();  // close()
  Front(const Front&) = delete;
  Front& operator=(const Front&) = delete;

  std::string address() const;  // "http://127.0.0.1:8790", with the port that was taken

  // No new calls; answers that are on the way go out. Idempotent.
  void close();

 private:
  struct State;
  explicit Front(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace smarttag::service
