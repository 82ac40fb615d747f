#include "cli/service/service_command.h"

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <iostream>
#include <mutex>

#include <spdlog/spdlog.h>

#include "base/log.h"
#include "cli/interrupt.h"

namespace smarttag::cli {
namespace {

// A file that may not grow and a reader that is gone are errors of the write that meets them, which a client
// or the log is told of; by default they would end the process.
Result<void> outlive_failed_writes() {
  if (std::signal(SIGXFSZ, SIG_IGN) == SIG_ERR || std::signal(SIGPIPE, SIG_IGN) == SIG_ERR)
    return fail(ErrorKind::kInternal, "Signal handlers cannot be installed.");
  return {};
}

}  // namespace

Result<int> run_service(const Settings& settings, const service::Parts& parts) {
  set_log_level(settings.text("log-level"), "info");
  if (auto ready = outlive_failed_writes(); !ready) return tl::unexpected(ready.error());
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
