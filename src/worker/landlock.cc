#include "worker/landlock.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include <spdlog/spdlog.h>

#include "base/descriptor.h"

namespace smarttag::worker {
namespace {

// The kernel's interface is stated here (include/uapi/linux/landlock.h, Linux 6.12): the headers of the
// distribution are older than the kernels that the program runs on.
struct RulesetAttributes {
  std::uint64_t files;
  std::uint64_t net;
  std::uint64_t scoped;
};
struct [[gnu::packed]] PathBeneath {
  std::uint64_t allowed;
  std::int32_t parent;
};
constexpr unsigned kVersionFlag = 1U << 0;
constexpr int kRuleOfPath = 1;

constexpr std::uint64_t kExecute = 1U << 0;
constexpr std::uint64_t kWriteFile = 1U << 1;
constexpr std::uint64_t kReadFile = 1U << 2;
constexpr std::uint64_t kReadFolder = 1U << 3;
constexpr std::uint64_t kRemoveFile = 1U << 5;
constexpr std::uint64_t kMakeFolder = 1U << 7;
constexpr std::uint64_t kMakeFile = 1U << 8;
constexpr std::uint64_t kTruncate = 1U << 14;

constexpr std::uint64_t kRead = kReadFile | kReadFolder;
constexpr std::uint64_t kWrite = kWriteFile | kMakeFile | kRemoveFile | kMakeFolder | kTruncate;
constexpr std::uint64_t kOfFiles = kExecute | kReadFile | kWriteFile | kTruncate;

// What each version can forbid, beside what those before it can.
struct Version {
  int number;
  RulesetAttributes handled;
};
constexpr std::array kVersions{
    Version{1, {(1U << 13) - 1, 0, 0}},                            // up to MAKE_SYM
    Version{2, {1U << 13, 0, 0}},                                  // REFER
    Version{3, {kTruncate, 0, 0}},      Version{4, {0, 0b11, 0}},  // BIND_TCP, CONNECT_TCP
    Version{5, {1U << 15, 0, 0}},                                  // IOCTL_DEV
    Version{6, {0, 0, 0b11}},                                      // ABSTRACT_UNIX_SOCKET, SIGNAL
};

RulesetAttributes all_of(int version) {
  RulesetAttributes all{};
  for (const auto& [number, handled] : kVersions) {
    if (number > version) break;
    all.files |= handled.files;
    all.net |= handled.net;
    all.scoped |= handled.scoped;
  }
  return all;
}

tl::unexpected<Error> refused(const std::string& what) {
  return fail(ErrorKind::kInternal, "The analysis process could not be confined.",
              what + ": " + std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
}

Result<void> allow(int ruleset, const std::filesystem::path& path, std::uint64_t access) {
  const Descriptor opened(::open(path.c_str(), O_PATH | O_CLOEXEC));
  if (!opened.valid()) return {};
  std::error_code unknown;
  if (!std::filesystem::is_directory(path, unknown)) access &= kOfFiles;
  const PathBeneath beneath{access, opened.get()};
  if (::syscall(SYS_landlock_add_rule, ruleset, kRuleOfPath, &beneath, 0) != 0)
    return refused("landlock_add_rule " + path.string());
  return {};
}

}  // namespace

int landlock_version() {
  const auto version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kVersionFlag);
  return version > 0 ? static_cast<int>(version) : 0;
}

Result<bool> restrict_files(const FileRules& rules) {
  const int version = landlock_version();
  if (version == 0) return false;
  const auto handled = all_of(version);
  const Descriptor ruleset(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0)));
  if (!ruleset.valid()) return refused("landlock_create_ruleset");
  for (const auto& path : rules.readable)
    if (auto done = allow(ruleset.get(), path, kRead); !done) return tl::unexpected(done.error());
  for (const auto& path : rules.writable)
    if (auto done = allow(ruleset.get(), path, (kRead | kWrite) & handled.files); !done)
      return tl::unexpected(done.error());
  if (::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0) return refused("landlock_restrict_self");
  return true;
}

void warn_without_landlock() {
  if (landlock_version() == 0)
    spdlog::warn(
        "this kernel offers no Landlock: a media file that takes over its decoder could read the files of "
        "this "
        "user (docs/operations.md)");
}

}  // namespace smarttag::worker
