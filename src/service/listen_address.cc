#include "service/listen_address.h"

#include <charconv>

#include <spdlog/fmt/fmt.h>

namespace smarttag::service {

Result<ListenAddress> listen_address(std::string_view text) {
  const auto colon = text.rfind(':');
  unsigned port = 0;
  const char* const end = text.data() + text.size();
  const bool good = colon != std::string_view::npos && colon > 0 && colon + 1 < text.size() &&
                    std::from_chars(text.data() + colon + 1, end, port).ptr == end && port <= 65535;
  if (!good)
    return fail(ErrorKind::kUsage,
                fmt::format("Invalid listen address '{}'. Use ADDRESS:PORT, such as 127.0.0.1:8790.", text));
  std::string host(text.substr(0, colon));
  if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return ListenAddress{std::move(host), static_cast<std::uint16_t>(port)};
}

}  // namespace smarttag::service
