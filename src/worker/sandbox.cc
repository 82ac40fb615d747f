#include "worker/sandbox.h"

#include <dlfcn.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <memory>

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>
#include <openvino/openvino.hpp>

#include "base/paths.h"
#include "worker/landlock.h"

namespace smarttag::worker {
namespace {

// Calls that no decoder and no model needs: programs, sockets, other processes, the kernel's own affairs.
constexpr std::array kForbidden{
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(socket),
    SCMP_SYS(socketpair),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(ptrace),
    SCMP_SYS(kill),
    SCMP_SYS(tkill),
    SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(setns),
    SCMP_SYS(unshare),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(delete_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(reboot),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(setuid),
    SCMP_SYS(setgid),
    SCMP_SYS(link),
    SCMP_SYS(linkat),
    SCMP_SYS(symlink),
    SCMP_SYS(symlinkat),
    SCMP_SYS(chown),
    SCMP_SYS(fchownat),
    SCMP_SYS(mknod),
    SCMP_SYS(mknodat),
};

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

Result<void> limit_memory(rlim_t most) {
  // Below this nothing can be started, not even a decent end.
  const rlim_t least = address_space() + (rlim_t{128} << 20);
  if (most < least)
    return fail(
        ErrorKind::kMemoryLimit,
        fmt::format("memory-limit is too low: the analysis needs more memory than {} MiB for itself alone.",
                    least >> 20));
  if (!limit(RLIMIT_AS, most)) return refused("RLIMIT_AS");
  return {};
}
#endif

Result<void> limit_resources(const Settings& settings) {
  // A write past the limit then gives EFBIG instead of ending the process.
  if (std::signal(SIGXFSZ, SIG_IGN) == SIG_ERR) return refused("signal");
  if (!limit(RLIMIT_CORE, 0)) return refused("RLIMIT_CORE");
  if (!limit(RLIMIT_FSIZE, static_cast<rlim_t>(settings.integer("file-limit"))))
    return refused("RLIMIT_FSIZE");
#ifdef SMARTTAG_SANITIZE
  return {};
#else
  return limit_memory(static_cast<rlim_t>(settings.integer("memory-limit")));
#endif
}

Result<void> limit_calls() {
  const std::unique_ptr<void, void (*)(scmp_filter_ctx)> filter(::seccomp_init(SCMP_ACT_ALLOW),
                                                                ::seccomp_release);
  if (!filter) return refused("seccomp_init");
  for (const int call : kForbidden)
    if (::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), call, 0) != 0)
      return refused("seccomp_rule_add");
  // OpenVINO sets the mode of what it writes to its cache and fails when it cannot: the call does nothing and
  // succeeds.
  for (const int call : {SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat)})
    if (::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(0), call, 0) != 0) return refused("seccomp_rule_add");
  if (::seccomp_load(filter.get()) != 0) return refused("seccomp_load");
  return {};
}

// Where the OpenVINO libraries lie; its plugins are loaded from there when the first model is compiled.
std::filesystem::path runtime_folder() {
  Dl_info info{};
  const auto* symbol = reinterpret_cast<const void*>(&ov::get_openvino_version);
  if (::dladdr(symbol, &info) == 0 || info.dli_fname == nullptr) return {};
  std::error_code unknown;
  return std::filesystem::canonical(info.dli_fname, unknown).parent_path();
}

void limit_files(const Settings& settings) {
  const auto cache = cache_folder(settings);
  std::error_code exists;
  std::filesystem::create_directories(cache / "compiled", exists);
  if (!restrict_files({"/usr", "/lib", "/lib64", "/etc", "/proc", "/sys", "/dev", runtime_folder(),
                       cache / "models", home_folder() / "data", home_folder() / "models"},
                      {cache / "compiled"}))
    spdlog::debug("this kernel has no Landlock: files are not confined by name");
}

}  // namespace

Result<void> enter_sandbox(const Settings& settings) {
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return refused("no_new_privs");
  if (auto done = limit_resources(settings); !done) return done;
  limit_files(settings);
  return limit_calls();
}

}  // namespace smarttag::worker
