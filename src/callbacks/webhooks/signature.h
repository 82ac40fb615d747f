// Signatures after Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks, "Signature
// scheme").
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smarttag::callbacks::webhooks {

// The value of the header webhook-signature: "v1," and base64 of HMAC-SHA256 over "id.timestamp.body". The
// key is what stands in base64 behind "whsec_"; nothing when the secret is not of that form.
std::optional<std::string> signature(std::string_view secret, std::string_view id, std::string_view timestamp,
                                     std::string_view body);

}  // namespace smarttag::callbacks::webhooks
