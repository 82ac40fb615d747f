#include "worker/sandbox.h"

#include <dlfcn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>

#include <spdlog/fmt/fmt.h>
#include <openvino/openvino.hpp>

#include "base/paths.h"
#include "worker/landlock.h"
#include "worker/system_calls.h"

namespace smarttag::worker {
namespace {

tl::unexpected<Error> refused(const char* what) {
  return fail(ErrorKind::kInternal, "The analysis process could not be confined.",
              std::string(what) + ": " + std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
}

bool limit(__rlimit_resource resource, rlim_t most) {
  const rlimit both{most, most};
  return ::setrlimit(resource, &both) == 0;
}

#ifndef SMARTTAG_SANITIZE  // the sanitizer's shadow memory takes terabytes of address space
// Address space in use, in bytes; see proc_pid_statm(5).
rlim_t address_space() {
  std::ifstream statm("/proc/self/statm");
  rlim_t pages = 0;
  statm >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

Result<void> limit_memory(const ChildKindRow& kind, rlim_t most) {
  // Below this nothing can be started, not even a decent end.
  const rlim_t least = address_space() + (rlim_t{128} << 20);
  if (most < least)
    return fail(ErrorKind::kMemoryLimit,
                fmt::format("{} is too low: the {} process needs more memory than {} MiB for itself alone.",
                            kind.memory_setting.empty() ? "The memory limit" : kind.memory_setting, kind.name,
                            least >> 20));
  if (!limit(RLIMIT_AS, most)) return refused("RLIMIT_AS");
  return {};
}
#endif

Result<void> limit_resources(const Settings& settings, [[maybe_unused]] ChildKind kind) {
  // A write past the limit then gives EFBIG instead of ending the process.
  if (std::signal(SIGXFSZ, SIG_IGN) == SIG_ERR) return refused("signal");
  if (!limit(RLIMIT_CORE, 0)) return refused("RLIMIT_CORE");
  if (!limit(RLIMIT_FSIZE, static_cast<rlim_t>(settings.integer("file-limit"))))
    return refused("RLIMIT_FSIZE");
#ifdef SMARTTAG_SANITIZE
  return {};
#else
  return limit_memory(row(kind), static_cast<rlim_t>(memory_limit(kind, settings)));
#endif
}

// Where the OpenVINO libraries lie; its plugins are loaded from there when the first model is compiled.
std::filesystem::path runtime_folder() {
  Dl_info info{};
  const auto* symbol = reinterpret_cast<const void*>(&ov::get_openvino_version);
  if (::dladdr(symbol, &info) == 0 || info.dli_fname == nullptr) return {};
  std::error_code unknown;
  return std::filesystem::canonical(info.dli_fname, unknown).parent_path();
}

// Libraries and their data, what they ask the kernel of this machine, the models, what is known of persons
// and things; nothing of other processes and no configuration, which may hold secrets.
Result<void> limit_files(const Settings& settings, CacheAccess access) {
  const auto cache = cache_folder(settings);
  std::error_code exists;
  std::filesystem::create_directories(cache / "compiled", exists);
  FileRules rules{{"/usr",
                   "/lib",
                   "/lib64",
                   "/etc/ld.so.cache",
                   "/etc/localtime",
                   "/proc/self",
                   "/proc/cpuinfo",
                   "/proc/meminfo",
                   "/proc/stat",
                   "/proc/sys/vm",
                   "/sys/devices/system",
                   "/sys/fs/cgroup",
                   "/sys/kernel/mm",
                   "/dev/urandom",
                   "/dev/zero",
                   runtime_folder(),
                   models_folder(settings),
                   home_folder() / "data",
                   home_folder() / "models",
                   knowledge_folder(settings)},
                  {"/dev/null"}};
  (access == CacheAccess::kWrite ? rules.writable : rules.readable).push_back(cache / "compiled");
  const auto restricted = restrict_files(rules);
  if (!restricted) return tl::unexpected(restricted.error());
  return {};  // where there is no Landlock, the parent tells it (warn_without_landlock)
}

}  // namespace

Result<void> enter_sandbox(const Settings& settings, ChildKind kind, CacheAccess cache) {
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return refused("no_new_privs");
  if (auto done = limit_resources(settings, kind); !done) return done;
  if (auto done = limit_files(settings, cache); !done) return done;
  return restrict_system_calls();
}

}  // namespace smarttag::worker
