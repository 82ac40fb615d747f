#include "net/dial_guard.h"

#include <fmt/format.h>
#include <sys/socket.h>

namespace smarttag::net {

bool DialGuard::guard(CURL* handle) {
  return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &DialGuard::open) == CURLE_OK &&
         curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, this) == CURLE_OK;
}

curl_socket_t DialGuard::open(void* self, curlsocktype purpose, curl_sockaddr* target) {
  auto& guard = *static_cast<DialGuard*>(self);
  const auto address = address_of(target->addr);
  if (purpose != CURLSOCKTYPE_IPCXN || !address) {
    guard.refused_ = "not an internet address";
    return CURL_SOCKET_BAD;
  }
  if (const auto why = guard.rule_.refusal(*address)) {
    guard.refused_ = fmt::format("{} ({})", to_text(*address), *why);
    return CURL_SOCKET_BAD;
  }
  return ::socket(target->family, target->socktype | SOCK_CLOEXEC, target->protocol);
}

}  // namespace smarttag::net
