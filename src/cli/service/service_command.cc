#include "cli/service/service_command.h"

#include <chrono>
#include <condition_variable>
#include <iostream>
#include <mutex>

#include <spdlog/spdlog.h>

#include "base/log.h"
#include "cli/interrupt.h"

namespace smarttag::cli {

Result<int> run_service(const Settings& settings, const service::Parts& parts) {
  set_log_level(settings.text("log-level"), "info");
  Interrupt interrupt;  // before any other thread: they must not take its signals
  auto running = service::Service::start(settings, parts);
  if (!running) return tl::unexpected(running.error());
  if (parts.api) std::cout << "smarttag serves " << (*running)->address() << std::endl;
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  stopped.wait(lock, interrupt.token(), [] { return false; });
  spdlog::info("service stopping");
  (*running)->stop();
  return 0;
}

}  // namespace smarttag::cli
