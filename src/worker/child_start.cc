#include "worker/child_start.h"

#include <spawn.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace smarttag::worker {
namespace {

// Folders (base/paths.h), the loader's and the locale's variables, and those of sanitizers.
constexpr std::array kInherited{"HOME",          "XDG_CACHE_HOME",  "XDG_DATA_HOME",
                                "SMARTTAG_HOME", "LD_LIBRARY_PATH", "LANG",
                                "LC_ALL",        "LC_CTYPE",        "TZ",
                                "ASAN_OPTIONS",  "LSAN_OPTIONS",    "TBB_ENABLE_SANITIZERS",
                                "TSAN_OPTIONS",  "UBSAN_OPTIONS"};

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Owner of what posix_spawn does in the child before the program starts.
class FileActions {
 public:
  FileActions() : valid_(::posix_spawn_file_actions_init(&actions_) == 0) {}
  ~FileActions() {
    if (valid_) ::posix_spawn_file_actions_destroy(&actions_);
  }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;

  // False when memory ran out.
  bool keep_only(int socket) {
    return valid_ && ::posix_spawn_file_actions_adddup2(&actions_, socket, kChildDescriptor) == 0 &&
           ::posix_spawn_file_actions_addclosefrom_np(&actions_, kChildDescriptor + 1) == 0;
  }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
  bool valid_;
};

}  // namespace

std::vector<std::string> child_environment() {
  std::vector<std::string> environment;
  for (const char* name : kInherited)
    if (const char* value = std::getenv(name))  // NOLINT(concurrency-mt-unsafe): nothing here sets it
      environment.push_back(std::string(name) + "=" + value);
  return environment;
}

Result<pid_t> start_child(const std::string& argument, int socket) {
  FileActions actions;
  if (!actions.keep_only(socket))
    return fail(ErrorKind::kInternal, "The analysis process could not be started.");
  std::vector<std::string> command{"smarttag", argument};
  auto environment = child_environment();
  pid_t pid = -1;
  const int failed = ::posix_spawn(&pid, "/proc/self/exe", actions.get(), nullptr,
                                   pointers_to(command).data(), pointers_to(environment).data());
  if (failed != 0)
    return fail(ErrorKind::kInternal, "The analysis process could not be started.",
                std::strerror(failed));  // NOLINT(concurrency-mt-unsafe)
  return pid;
}

}  // namespace smarttag::worker
