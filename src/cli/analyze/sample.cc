#include "cli/analyze/sample.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "base/paths.h"

namespace smarttag::cli {

Result<std::filesystem::path> sample_clip(const Settings& settings) {
  const auto clip = cache_folder(settings) / "sample" / "sample.mp4";
  std::error_code failed;
  if (std::filesystem::exists(clip, failed)) return clip;

  std::string script = (home_folder() / "setup" / "make-sample").string();
  std::string target = clip.string();
  char* const arguments[] = {script.data(), target.data(), nullptr};
  pid_t pid = -1;
  int status = -1;
  if (::posix_spawn(&pid, script.c_str(), nullptr, nullptr, arguments, environ) == 0)
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
  if (status == 0 && std::filesystem::exists(clip, failed)) return clip;
  return fail(ErrorKind::kOutputFailed,
              "The sample clip could not be generated. It needs ffmpeg, espeak-ng, fontconfig and "
              "fonts-wqy-microhei, which "
              "./smarttag and the package install.");
}

}  // namespace smarttag::cli
