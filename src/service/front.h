// What answers over HTTP: the API, queues, links to files, health and numbers.
#pragma once

#include <memory>
#include <string>

#include "base/settings.h"
#include "inputs/inputs.h"
#include "jobs/store.h"
#include "worker/pool/pool.h"

namespace smarttag::service {

// Thread-safe.
class Front {
 public:
  // Listens at once. Store, inputs and counts (nullptr: no workers here) outlive it. kUsage, kConflict,
  // kStoreFailed.
  static Result<std::unique_ptr<Front>> open(jobs::Store& store, const inputs::Inputs& inputs,
                                             const Settings& settings, const worker::PoolCounts* counts);
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
