// Signatures of Alibaba Cloud's RPC calls: ACS3-HMAC-SHA256 in headers (V3) and HMAC-SHA1 in parameters (V2).
// Sources: the signature chapters of the public documentation ("V3 request structure and signature", "V2
// RPC"); the golden vectors of both stand in signature_test.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/error.h"
#include "api/protocol/parameters.h"
#include "base/clock.h"

namespace smarttag::api {

// What a request says about who signed it; nothing of it is proven.
struct SignatureClaim {
  bool v3 = false;
  std::string key_id;
  std::string signature;
  std::string nonce;
  std::string timestamp;                    // as sent
  std::vector<std::string> signed_headers;  // V3, as sent
};

// Missing<Parameter>, IncompleteSignature, InvalidSecurityToken.Malformed (tokens of STS).
Checked<SignatureClaim> read_claim(const http::Request& request, const Parameters& parameters);

// V3: what is hashed into the string to sign. The hash is that of the body that came, whatever the header
// says.
std::string canonical_request(const http::Request& request, const Parameters& parameters,
                              const std::vector<std::string>& signed_headers);

// The exact text that has to be signed.
std::string string_to_sign(const SignatureClaim& claim, const http::Request& request,
                           const Parameters& parameters);

std::string signature_of(bool v3, std::string_view secret, std::string_view string_to_sign);

}  // namespace smarttag::api
