#include "worker/sandbox.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <new>

#include <gtest/gtest.h>

#include "base/paths.h"

namespace smarttag::worker {
namespace {

Settings scratch_settings() {
  Settings settings;
  EXPECT_TRUE(settings.set("cache-dir", testing::TempDir() + "sandbox_test"));
  EXPECT_TRUE(settings.set("file-limit", "4096B"));
  EXPECT_TRUE(settings.set("memory-limit", "1GiB"));
  return settings;
}

// Runs `inside` in a confined process of its own; what it returns is the exit code.
int confined(int (*inside)(const Settings&)) {
  const Settings settings = scratch_settings();
  const pid_t pid = ::fork();
  if (pid == 0) {
    if (!enter_sandbox(settings)) ::_exit(99);
    ::_exit(inside(settings));
  }
  int status = 0;
  if (::waitpid(pid, &status, 0) != pid) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

TEST(Sandbox, NoSocketCanBeOpened) {
  EXPECT_EQ(confined([](const Settings&) {
              return ::socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM ? 0 : 1;
            }),
            0);
}

TEST(Sandbox, NoProgramCanBeStarted) {
  EXPECT_EQ(confined([](const Settings&) {
              ::execl("/bin/true", "true", nullptr);
              return errno == EPERM ? 7 : 1;
            }),
            7);
}

TEST(Sandbox, AnotherProcessCannotBeSignalled) {
  EXPECT_EQ(
      confined([](const Settings&) { return ::kill(::getppid(), SIGTERM) < 0 && errno == EPERM ? 0 : 1; }),
      0);
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

#ifndef SMARTTAG_SANITIZE
TEST(Sandbox, MemoryEndsWithAValueThatCanBeHandled) {
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
