#include "callbacks/webhooks/signature.h"

#include <fmt/format.h>

#include "digest/digest.h"

namespace smarttag::callbacks::webhooks {

std::optional<std::string> signature(std::string_view secret, std::string_view id, std::string_view timestamp,
                                     std::string_view body) {
  constexpr std::string_view kPrefix = "whsec_";
  if (!secret.starts_with(kPrefix)) return std::nullopt;
  const auto key = digest::from_base64(secret.substr(kPrefix.size()));
  if (!key || key->empty()) return std::nullopt;
  return "v1," + digest::base64(digest::hmac_sha256(*key, fmt::format("{}.{}.{}", id, timestamp, body)));
}

}  // namespace smarttag::callbacks::webhooks
