#include "service/open_files.h"

#include <sys/resource.h>

#include <algorithm>

#include <spdlog/spdlog.h>

namespace smarttag::service {
namespace {

constexpr rlim_t kOwnFiles = 256;  // databases, pipes of analysis processes, fetched inputs, the log

}  // namespace

std::size_t connections_that_fit(std::size_t wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  const rlim_t needed = wanted + kOwnFiles;
  if (limit.rlim_cur < needed) {
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = std::min(needed, limit.rlim_max);
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) limit.rlim_cur = before;
  }
  if (limit.rlim_cur >= needed) return wanted;
  const std::size_t fit = limit.rlim_cur > 2 * kOwnFiles ? limit.rlim_cur - kOwnFiles : limit.rlim_cur / 2;
  spdlog::warn(
      "max-connections lowered from {} to {}: this process may open only {} files. Raise the limit (ulimit "
      "-n, or "
      "LimitNOFILE in the systemd unit) to {}.",
      wanted, fit, limit.rlim_cur, needed);
  return fit;
}

}  // namespace smarttag::service
