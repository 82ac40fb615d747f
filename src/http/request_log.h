// One line of the log for each request.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace smarttag::http {

// What may stand in the log: neither query nor headers nor body, as secrets and signatures travel there.
struct Served {
  std::string_view method;
  std::string_view path;
  std::string_view remote;
  std::string_view id;
  int status = 0;
  std::chrono::nanoseconds took{};
};

// "http method=GET path=/ status=200 ms=0.4 remote=127.0.0.1 id=...", at level info.
void log_request(const Served& served);

// Text of a client for the log: no control characters, quotes or blanks, at most 200 bytes.
std::string for_log(std::string_view text);

}  // namespace smarttag::http
