// Where a server listens, as settings say it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace smarttag::service {

struct ListenAddress {
  std::string host;  // without brackets
  std::uint16_t port = 0;
};

// "127.0.0.1:8790", "[::1]:8790". kUsage, which names the text.
Result<ListenAddress> listen_address(std::string_view text);

}  // namespace smarttag::service
