// Checks the address that libcurl is about to dial, on every connection of a transfer: the first, those of
// redirects, and each address that a name resolves to. A name that resolves to something else a moment later
// gains nothing.
#pragma once

#include <curl/curl.h>

#include <string>

#include "net/address.h"

namespace smarttag::net {

// Lives at least as long as the transfers of the handle that it guards; one thread at a time.
class DialGuard {
 public:
  explicit DialGuard(AddressRule rule) : rule_(std::move(rule)) {}
  DialGuard(const DialGuard&) = delete;
  DialGuard& operator=(const DialGuard&) = delete;

  // Installs the check; the handle then opens no socket that the rule refuses. False when libcurl declined.
  bool guard(CURL* handle);

  // "127.0.0.1 (loopback)": the last address that was refused; empty when none was.
  const std::string& refused() const { return refused_; }

 private:
  static curl_socket_t open(void* self, curlsocktype purpose, curl_sockaddr* address);

  AddressRule rule_;
  std::string refused_;
};

}  // namespace smarttag::net
