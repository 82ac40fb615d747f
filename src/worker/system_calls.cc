#include "worker/system_calls.h"

#include <asm/sockios.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace smarttag::worker {
namespace {

constexpr std::array kForbidden{
    // Programs and processes. clone makes threads only, below.
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork),
    // Connections; those it has remain.
    SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen),
    SCMP_SYS(accept), SCMP_SYS(accept4),
    // Other processes: their memory, descriptors and order; signals to others, below.
    SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(process_madvise),
    SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_getfd), SCMP_SYS(pidfd_send_signal), SCMP_SYS(kcmp), SCMP_SYS(tkill),
    SCMP_SYS(setpgid), SCMP_SYS(setsid), SCMP_SYS(setpriority), SCMP_SYS(ioprio_set),
    SCMP_SYS(sched_setscheduler), SCMP_SYS(sched_setparam), SCMP_SYS(sched_setattr), SCMP_SYS(migrate_pages),
    SCMP_SYS(move_pages),
    // What is shared with others on the machine.
    SCMP_SYS(shmget), SCMP_SYS(shmat), SCMP_SYS(shmctl), SCMP_SYS(semget), SCMP_SYS(semop), SCMP_SYS(semctl),
    SCMP_SYS(semtimedop), SCMP_SYS(msgget), SCMP_SYS(msgsnd), SCMP_SYS(msgrcv), SCMP_SYS(msgctl),
    SCMP_SYS(mq_open), SCMP_SYS(mq_unlink), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key),
    // Files by name, where Landlock does not look or an old kernel's does not.
    SCMP_SYS(truncate), SCMP_SYS(link), SCMP_SYS(linkat), SCMP_SYS(symlink), SCMP_SYS(symlinkat),
    SCMP_SYS(chown), SCMP_SYS(fchown), SCMP_SYS(lchown), SCMP_SYS(fchownat), SCMP_SYS(mknod),
    SCMP_SYS(mknodat), SCMP_SYS(setxattr), SCMP_SYS(lsetxattr), SCMP_SYS(fsetxattr), SCMP_SYS(removexattr),
    SCMP_SYS(lremovexattr), SCMP_SYS(fremovexattr), SCMP_SYS(utime), SCMP_SYS(utimes), SCMP_SYS(futimesat),
    SCMP_SYS(utimensat), SCMP_SYS(open_by_handle_at), SCMP_SYS(name_to_handle_at),
    // Rights and names of users.
    SCMP_SYS(setuid), SCMP_SYS(setgid), SCMP_SYS(setreuid), SCMP_SYS(setregid), SCMP_SYS(setresuid),
    SCMP_SYS(setresgid), SCMP_SYS(setfsuid), SCMP_SYS(setfsgid), SCMP_SYS(setgroups), SCMP_SYS(capset),
    // The kernel's own affairs, and interfaces with a history of faults.
    SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(mount), SCMP_SYS(umount2),
    SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(move_mount), SCMP_SYS(open_tree), SCMP_SYS(fsopen),
    SCMP_SYS(fsconfig), SCMP_SYS(fsmount), SCMP_SYS(fspick), SCMP_SYS(mount_setattr), SCMP_SYS(setns),
    SCMP_SYS(unshare), SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module),
    SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(reboot), SCMP_SYS(swapon), SCMP_SYS(swapoff),
    SCMP_SYS(acct), SCMP_SYS(quotactl), SCMP_SYS(syslog), SCMP_SYS(iopl), SCMP_SYS(ioperm),
    SCMP_SYS(settimeofday), SCMP_SYS(clock_settime), SCMP_SYS(clock_adjtime), SCMP_SYS(adjtimex),
    SCMP_SYS(sethostname), SCMP_SYS(setdomainname), SCMP_SYS(vhangup), SCMP_SYS(fanotify_init),
    SCMP_SYS(lookup_dcookie), SCMP_SYS(nfsservctl)};

// OpenVINO sets the mode of what it writes to its cache and fails when it cannot: these do nothing and
// succeed.
constexpr std::array kWithoutEffect{SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat)};

// A call that is refused for some values of one argument.
struct Conditional {
  int call;
  scmp_arg_cmp condition;
};

std::vector<Conditional> conditionals() {
  const auto self = static_cast<scmp_datum_t>(::getpid());
  constexpr scmp_datum_t kThread = CLONE_THREAD;
  return {{SCMP_SYS(clone), SCMP_A0_64(SCMP_CMP_MASKED_EQ, kThread, 0)},
          {SCMP_SYS(kill), SCMP_A0_32(SCMP_CMP_NE, self)},
          {SCMP_SYS(tgkill), SCMP_A0_32(SCMP_CMP_NE, self)},
          {SCMP_SYS(rt_sigqueueinfo), SCMP_A0_32(SCMP_CMP_NE, self)},
          {SCMP_SYS(rt_tgsigqueueinfo), SCMP_A0_32(SCMP_CMP_NE, self)},
          {SCMP_SYS(prlimit64), SCMP_A0_32(SCMP_CMP_NE, 0)},
          {SCMP_SYS(sched_setaffinity), SCMP_A0_32(SCMP_CMP_NE, 0)},
          // Characters put into the terminal that the program was started from.
          {SCMP_SYS(ioctl), SCMP_A1_32(SCMP_CMP_EQ, TIOCSTI)},
          {SCMP_SYS(ioctl), SCMP_A1_32(SCMP_CMP_EQ, TIOCLINUX)},
          // Signals that the kernel sends when a descriptor becomes ready.
          {SCMP_SYS(ioctl), SCMP_A1_32(SCMP_CMP_EQ, FIOSETOWN)},
          {SCMP_SYS(ioctl), SCMP_A1_32(SCMP_CMP_EQ, SIOCSPGRP)},
          {SCMP_SYS(fcntl), SCMP_A1_32(SCMP_CMP_EQ, F_SETOWN)},
          {SCMP_SYS(fcntl), SCMP_A1_32(SCMP_CMP_EQ, F_SETOWN_EX)},
          // A child ends with its parent.
          {SCMP_SYS(prctl), SCMP_A0_32(SCMP_CMP_EQ, PR_SET_PDEATHSIG)},
          {SCMP_SYS(prctl), SCMP_A0_32(SCMP_CMP_EQ, PR_SET_PTRACER)}};
}

tl::unexpected<Error> refused(const std::string& what, int error) {
  return fail(ErrorKind::kInternal, "The analysis process could not be confined.",
              what + ": " + std::strerror(error));  // NOLINT(concurrency-mt-unsafe)
}

Result<void> fill(scmp_filter_ctx filter) {
  int failed = 0;
  const auto add = [&](std::uint32_t action, int call, const scmp_arg_cmp* condition = nullptr) {
    if (failed == 0)
      failed = ::seccomp_rule_add_array(filter, action, call, condition == nullptr ? 0 : 1, condition);
  };
  for (const int call : kForbidden) add(SCMP_ACT_ERRNO(EPERM), call);
  for (const int call : kWithoutEffect) add(SCMP_ACT_ERRNO(0), call);
  // Its flags lie in memory, where no filter looks: the C library takes clone instead.
  add(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
  for (const auto& [call, condition] : conditionals()) add(SCMP_ACT_ERRNO(EPERM), call, &condition);
  if (failed != 0) return refused("seccomp_rule_add", -failed);
  return {};
}

}  // namespace

Result<void> restrict_system_calls() {
  const std::unique_ptr<void, void (*)(scmp_filter_ctx)> filter(::seccomp_init(SCMP_ACT_ALLOW),
                                                                ::seccomp_release);
  if (!filter) return refused("seccomp_init", ENOMEM);
  if (auto filled = fill(filter.get()); !filled) return filled;
  if (const int failed = ::seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1); failed != 0)
    return refused("seccomp_attr_set", -failed);
  if (const int failed = ::seccomp_load(filter.get()); failed != 0) return refused("seccomp_load", -failed);
  return {};
}

}  // namespace smarttag::worker
