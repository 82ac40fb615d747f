#include "http/request_log.h"

#include <algorithm>

#include <spdlog/spdlog.h>

namespace smarttag::http {

std::string for_log(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  std::string safe{text.substr(0, kLongest)};
  std::replace_if(
      safe.begin(), safe.end(), [](unsigned char c) { return c <= ' ' || c >= 0x7f || c == '"'; }, '?');
  return safe.empty() ? "-" : safe;
}

void log_request(const Served& served) {
  if (!spdlog::should_log(spdlog::level::info)) return;
  const double ms = std::chrono::duration<double, std::milli>(served.took).count();
  spdlog::info("http method={} path={} status={} ms={:.1f} remote={} id={}", for_log(served.method),
               for_log(served.path), served.status, ms, served.remote, served.id);
}

}  // namespace smarttag::http
