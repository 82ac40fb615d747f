// What a decoder that was taken over tries, each from inside a confined process.
#include "worker/sandbox.h"

#include <fcntl.h>
#include <linux/io_uring.h>
#include <linux/sched.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <new>
#include <thread>

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include "base/paths.h"
#include "worker/landlock.h"

namespace smarttag::worker {
namespace {

constexpr int kRefused = 0;

Settings scratch_settings() {
  Settings settings;
  EXPECT_TRUE(settings.set("cache-dir", ::testing::TempDir() + "sandbox_test"));
  EXPECT_TRUE(settings.set("file-limit", "4096B"));
  EXPECT_TRUE(settings.set("memory-limit", "1GiB"));
  return settings;
}

// The exit code of a process of its own that runs this; 128 and the signal that ended it.
template <class Inside>
int in_a_process(Inside inside) {
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(inside());
  int status = 0;
  if (::waitpid(pid, &status, 0) != pid) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

template <class Inside>
int confined(Inside inside, ChildKind kind = ChildKind::kAnalysis, CacheAccess cache = CacheAccess::kWrite) {
  const Settings settings = scratch_settings();
  return in_a_process([&] { return enter_sandbox(settings, kind, cache) ? inside(settings) : 99; });
}

struct Attempt {
  const char* what;
  long (*call)(pid_t parent);  // -1 and EPERM where it is refused
};

// The C library's names are passed over: it may take another call, or none.
const Attempt kAttempts[] = {
    {"a program", [](pid_t) { return ::syscall(SYS_execve, "/bin/true", nullptr, nullptr); }},
    {"a program by descriptor",
     [](pid_t) { return ::syscall(SYS_execveat, 0, "", nullptr, nullptr, AT_EMPTY_PATH); }},
    {"fork", [](pid_t) { return ::syscall(SYS_fork); }},
    {"vfork", [](pid_t) { return ::syscall(SYS_vfork); }},
    {"clone of a process", [](pid_t) { return ::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, 0); }},
    {"clone with shared memory",
     [](pid_t) {
       return ::syscall(SYS_clone, CLONE_VM | CLONE_VFORK | SIGCHLD, nullptr, nullptr, nullptr, 0);
     }},
    {"a socket", [](pid_t) { return ::syscall(SYS_socket, AF_INET, SOCK_STREAM, 0); }},
    {"a local socket", [](pid_t) { return ::syscall(SYS_socket, AF_UNIX, SOCK_STREAM, 0); }},
    {"a signal to the parent", [](pid_t parent) { return ::syscall(SYS_kill, parent, SIGTERM); }},
    {"a signal to everybody", [](pid_t) { return ::syscall(SYS_kill, -1, SIGCONT); }},
    {"a signal to the group", [](pid_t) { return ::syscall(SYS_kill, 0, SIGCONT); }},
    {"a signal to a thread of the parent",
     [](pid_t parent) { return ::syscall(SYS_tgkill, parent, parent, SIGTERM); }},
    {"a signal by thread alone", [](pid_t parent) { return ::syscall(SYS_tkill, parent, SIGTERM); }},
    {"a queued signal",
     [](pid_t parent) {
       siginfo_t info{};
       info.si_code = SI_QUEUE;
       return ::syscall(SYS_rt_sigqueueinfo, parent, SIGTERM, &info);
     }},
    {"a handle of the parent", [](pid_t parent) { return ::syscall(SYS_pidfd_open, parent, 0); }},
    {"a signal when a descriptor is ready",
     [](pid_t parent) { return ::syscall(SYS_fcntl, STDERR_FILENO, F_SETOWN, parent); }},
    {"ptrace", [](pid_t parent) { return ::syscall(SYS_ptrace, PTRACE_ATTACH, parent, nullptr, nullptr); }},
    {"memory of the parent, read",
     [](pid_t parent) {
       char byte = 0;
       iovec here{&byte, 1};
       iovec there{&byte, 1};
       return ::syscall(SYS_process_vm_readv, parent, &here, 1, &there, 1, 0);
     }},
    {"memory of the parent, written",
     [](pid_t parent) {
       char byte = 0;
       iovec here{&byte, 1};
       iovec there{&byte, 1};
       return ::syscall(SYS_process_vm_writev, parent, &here, 1, &there, 1, 0);
     }},
    {"limits of the parent",
     [](pid_t parent) {
       rlimit none{};
       return ::syscall(SYS_prlimit64, parent, RLIMIT_NOFILE, nullptr, &none);
     }},
    {"processors of the parent",
     [](pid_t parent) {
       cpu_set_t one{};
       CPU_SET(0, &one);
       return ::syscall(SYS_sched_setaffinity, parent, sizeof one, &one);
     }},
    {"priority of the parent",
     [](pid_t parent) { return ::syscall(SYS_setpriority, PRIO_PROCESS, parent, 19); }},
    {"a life after the parent's end",
     [](pid_t) { return ::syscall(SYS_prctl, PR_SET_PDEATHSIG, 0, 0, 0, 0); }},
    {"a session of its own", [](pid_t) { return ::syscall(SYS_setsid); }},
    {"io_uring",
     [](pid_t) {
       io_uring_params parameters{};
       return ::syscall(SYS_io_uring_setup, 1, &parameters);
     }},
    {"truncate", [](pid_t) { return ::syscall(SYS_truncate, "/dev/null", 0); }},
    {"a symbolic link", [](pid_t) { return ::syscall(SYS_symlink, "a", "b"); }},
    {"a link", [](pid_t) { return ::syscall(SYS_link, "/etc/passwd", "b"); }},
    {"the owner of a file", [](pid_t) { return ::syscall(SYS_chown, "/dev/null", 0, 0); }},
    {"the times of a file",
     [](pid_t) { return ::syscall(SYS_utimensat, AT_FDCWD, "/dev/null", nullptr, 0); }},
    {"a file by handle", [](pid_t) { return ::syscall(SYS_open_by_handle_at, 0, nullptr, 0); }},
    {"a namespace", [](pid_t) { return ::syscall(SYS_unshare, CLONE_NEWUSER); }},
    {"a mount", [](pid_t) { return ::syscall(SYS_mount, "none", "/mnt", "tmpfs", 0, nullptr); }},
    {"another user", [](pid_t) { return ::syscall(SYS_setresuid, -1, -1, -1); }},
    {"shared memory", [](pid_t) { return ::syscall(SYS_shmget, 1, 4096, 0600); }},
    {"a key", [](pid_t) { return ::syscall(SYS_keyctl, 0, -3, 0, 0, 0); }},
    {"bpf", [](pid_t) { return ::syscall(SYS_bpf, 0, nullptr, 0); }},
    {"performance counters", [](pid_t) { return ::syscall(SYS_perf_event_open, nullptr, 0, -1, -1, 0); }},
    {"userfaultfd", [](pid_t) { return ::syscall(SYS_userfaultfd, 0); }},
    {"characters into the terminal", [](pid_t) { return ::syscall(SYS_ioctl, STDERR_FILENO, TIOCSTI, "x"); }},
};

class SandboxRefuses : public ::testing::TestWithParam<Attempt> {};

TEST_P(SandboxRefuses, TheAttempt) {
  const pid_t parent = ::getpid();
  EXPECT_EQ(confined([&](const Settings&) {
              errno = 0;
              const bool refused = GetParam().call(parent) == -1 && errno == EPERM;
              return refused ? kRefused : 1;
            }),
            kRefused)
      << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(Calls, SandboxRefuses, ::testing::ValuesIn(kAttempts), [](const auto& attempt) {
  std::string name = attempt.param.what;
  for (char& c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  return name;
});

TEST(Sandbox, Clone3IsNotThereSoThatTheLibraryTakesClone) {
  EXPECT_EQ(confined([](const Settings&) {
              clone_args arguments{};
              arguments.exit_signal = SIGCHLD;
              return ::syscall(SYS_clone3, &arguments, sizeof arguments) == -1 && errno == ENOSYS ? kRefused
                                                                                                  : 1;
            }),
            kRefused);
}

#if defined(__x86_64__)
TEST(Sandbox, ForeignArchitectureSyscallsKillTheProcess) {
  EXPECT_EQ(confined([](const Settings&) {
              long result = 2;  // fork, of 32-bit programs
              asm volatile("int $0x80" : "+a"(result) : : "memory");
              return result < 0 ? 2 : 1;
            }),
            128 + SIGSYS);
  EXPECT_EQ(confined([](const Settings&) {
              constexpr long kX32 = 0x40000000;
              return ::syscall(kX32 | SYS_fork) < 0 ? 2 : 1;
            }),
            128 + SIGSYS);
}
#endif

TEST(Sandbox, ThreadsCanBeStarted) {
  EXPECT_EQ(confined([](const Settings&) {
              int made = 1;
              std::thread([&] { made = 0; }).join();
              return made;
            }),
            0);
}

// 0 where the file cannot be opened.
int opens(const std::filesystem::path& path, int flags) {
  return ::open(path.c_str(), flags | O_CLOEXEC, 0600) < 0 && errno == EACCES ? 0 : 1;
}

TEST(Sandbox, FilesOutsideCannotBeOpenedMadeOrTruncated) {
  if (landlock_version() == 0) GTEST_SKIP() << "this kernel has no Landlock";
  const auto outside = std::filesystem::path(::testing::TempDir()) / "sandbox_test_outside.txt";
  std::ofstream(outside) << "mine";
  const auto parent = std::filesystem::path("/proc") / std::to_string(::getpid());
  for (const auto& [path, flags] : {std::pair<std::filesystem::path, int>{"/etc/passwd", O_RDONLY},
                                    {"/etc", O_RDONLY | O_DIRECTORY},
                                    {"/root", O_RDONLY | O_DIRECTORY},
                                    {"/proc", O_RDONLY | O_DIRECTORY},
                                    {parent / "environ", O_RDONLY},
                                    {parent / "mem", O_RDWR},
                                    {parent / "cmdline", O_RDONLY},
                                    {"/dev/mem", O_RDONLY},
                                    {"/dev/tty", O_RDWR},
                                    {outside, O_RDONLY},
                                    {outside, O_WRONLY | O_TRUNC},
                                    {outside.parent_path() / "new.txt", O_WRONLY | O_CREAT}}) {
    std::error_code missing;
    if (!std::filesystem::exists(path, missing) && (flags & O_CREAT) == 0) continue;
    EXPECT_EQ(confined([p = path, f = flags](const Settings&) { return opens(p, f); }), 0) << path;
  }
  EXPECT_EQ(confined([&](const Settings&) { return ::unlink(outside.c_str()) == 0 ? 1 : 0; }), 0);
  EXPECT_EQ(std::filesystem::file_size(outside), 4U);
}

TEST(Sandbox, ModelCacheIsWritableForTheCompilingChild) {
  EXPECT_EQ(confined([](const Settings& settings) {
              const auto path = cache_folder(settings) / "compiled" / "model" / "a.blob";
              ::mkdir(path.parent_path().c_str(), 0700);
              for (int i = 0; i < 2; ++i)
                if (::open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600) < 0) return 1;
              if (::unlink(path.c_str()) != 0) return 2;
              for (const char* needed : {"/etc/ld.so.cache", "/proc/self/maps", "/proc/cpuinfo", "/usr/lib"})
                if (::open(needed, O_RDONLY | O_CLOEXEC) < 0) return 3;
              return 0;
            }),
            0);
}

TEST(Sandbox, ModelCacheIsReadOnlyForChildrenThatSeeMedia) {
  if (landlock_version() == 0) GTEST_SKIP() << "this kernel has no Landlock";
  const auto kept = cache_folder(scratch_settings()) / "compiled" / "kept.blob";
  std::filesystem::create_directories(kept.parent_path());
  std::ofstream(kept) << "compiled";
  EXPECT_EQ(confined(
                [&](const Settings&) {
                  if (::open(kept.c_str(), O_RDONLY | O_CLOEXEC) < 0) return 1;
                  if (::open(kept.c_str(), O_WRONLY | O_CLOEXEC) >= 0) return 2;
                  if (::unlink(kept.c_str()) == 0) return 3;
                  const auto added = kept.parent_path() / "added.blob";
                  if (::open(added.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600) >= 0) return 4;
                  return ::mkdir((kept.parent_path() / "new").c_str(), 0700) == 0 ? 5 : 0;
                },
                ChildKind::kAnalysis, CacheAccess::kRead),
            0);
  std::ifstream again(kept);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(again), {}), "compiled");
}

TEST(Sandbox, AFileGrowsOnlyToItsLimit) {
  EXPECT_EQ(confined([](const Settings& settings) {
              const auto path = cache_folder(settings) / "compiled" / "big";
              const int fd = ::open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
              if (fd < 0) return 1;
              const std::vector<char> block(8192);
              if (::write(fd, block.data(), block.size()) != 4096) return 2;
              return ::write(fd, block.data(), block.size()) < 0 && errno == EFBIG ? 0 : 3;
            }),
            0);
}

TEST(Sandbox, WithoutLandlockTheOperatorIsWarned) {
  EXPECT_EQ(in_a_process([] {
              ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
              const auto filter = ::seccomp_init(SCMP_ACT_ALLOW);
              ::seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(landlock_create_ruleset), 0);
              if (::seccomp_load(filter) != 0) return 1;
              std::ostringstream log;
              const auto sink = std::make_shared<spdlog::sinks::ostream_sink_st>(log);
              spdlog::set_default_logger(std::make_shared<spdlog::logger>("test", sink));
              spdlog::set_level(spdlog::level::warn);
              warn_without_landlock();
              if (log.str().find("no Landlock") == std::string::npos) return 2;
              return enter_sandbox(scratch_settings()) ? 0 : 3;
            }),
            0);
}

#ifndef SMARTTAG_SANITIZE
// Whether so much address space can be had.
int takes(std::size_t bytes) {
  void* memory = ::mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? 0 : 1;
}

TEST(Sandbox, EachKindOfChildHasItsOwnMemory) {
  constexpr std::size_t kTwo = std::size_t{2} << 30;
  EXPECT_EQ(confined([](const Settings&) { return takes(kTwo); }), 0) << "memory-limit is 1 GiB";
  EXPECT_EQ(confined([](const Settings&) { return takes(kTwo); }, ChildKind::kLanguage), 1);
  EXPECT_EQ(confined([](const Settings&) { return takes(kTwo * 2); }, ChildKind::kLanguage), 0);
}

TEST(Sandbox, MemoryLimitIsAnErrorValue) {
  EXPECT_EQ(confined([](const Settings&) {
              try {
                const std::vector<char> huge(std::size_t{4} << 30);
                return static_cast<int>(huge[0]) + 1;
              } catch (const std::bad_alloc&) {
                return 0;
              }
            }),
            0);
}
#endif

}  // namespace
}  // namespace smarttag::worker
