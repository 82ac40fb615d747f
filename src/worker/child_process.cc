#include "worker/child_process.h"

#include <sys/prctl.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <map>
#include <new>
#include <system_error>

#include <spdlog/spdlog.h>

#include "base/log.h"
#include "worker/analysis_child.h"
#include "worker/child_start.h"
#include "worker/messages.h"

namespace smarttag::worker {
namespace {

constexpr std::chrono::milliseconds kForever{-1};

// Memory or threads may run out on any thread, deep inside a library: the exit code tells the parent why.
[[noreturn]] void end_out_of_memory() { std::_Exit(kOutOfMemoryExit); }

[[noreturn]] void end_by_terminate() {
  try {
    if (const auto thrown = std::current_exception()) std::rethrow_exception(thrown);
  } catch (const std::bad_alloc&) {
    end_out_of_memory();
  } catch (const std::system_error& e) {  // a thread that finds no memory for its stack
    if (e.code() == std::errc::resource_unavailable_try_again || e.code() == std::errc::not_enough_memory)
      end_out_of_memory();
  } catch (const std::exception& e) {
    spdlog::error("child process: {}", e.what());
  }
  std::abort();
}

Result<void> start(Channel& parent, ChildWork work) {
  auto hello = parent.receive(kForever);
  if (!hello) return tl::unexpected(std::move(hello).error());
  if (!*hello) return fail(ErrorKind::kInternal, "The child process got no settings.");
  auto settings = Settings::from_map((*hello)->json.at("settings").get<std::map<std::string, std::string>>());
  if (!settings) return tl::unexpected(std::move(settings).error());
  set_log_level(settings->text("log-level"), "warn");
  return work(parent, *settings, (*hello)->json);
}

}  // namespace

int run_child(const char* name, ChildWork work) {
  log_to_standard_error();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // never outlive the parent
  ::prctl(PR_SET_NAME, name);
  // hwloc, which OpenVINO's threads ask for the processors, would tell the user that a container has no /sys.
  if (::setenv("HWLOC_HIDE_ERRORS", "2", 0) != 0) return 1;  // NOLINT(concurrency-mt-unsafe): no thread yet
  std::set_new_handler(end_out_of_memory);
  std::set_terminate(end_by_terminate);
  // The parent decides when to stop; Ctrl-C reaches the whole group.
  if (std::signal(SIGINT, SIG_IGN) == SIG_ERR || std::signal(SIGPIPE, SIG_IGN) == SIG_ERR) return 1;
  Channel parent{Descriptor(kChildDescriptor)};
  const auto served = start(parent, work);
  if (served) return 0;
  return parent.send({{"failed", to_message(served.error())}}) ? row(served.error().kind).exit_code : 1;
}

}  // namespace smarttag::worker
