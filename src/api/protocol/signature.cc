#include "api/protocol/signature.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text/ascii.h"
#include "digest/digest.h"
#include "net/percent.h"

namespace smarttag::api {
namespace {

constexpr std::string_view kV3 = "ACS3-HMAC-SHA256";

std::vector<std::string> split(std::string_view text, char between) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(between, at), text.size());
    parts.emplace_back(trim_blanks(text.substr(at, end - at)));
    at = end + 1;
  }
  return parts;
}

// "name=value&...": what both signatures call the canonical query.
std::string canonical_query(const TextMap& parameters, std::string_view without = {}) {
  std::string out;
  for (const auto& [name, value] : parameters) {
    if (name == without) continue;
    if (!out.empty()) out += '&';
    out += net::percent_encoded(name) + "=" + net::percent_encoded(value);
  }
  return out;
}

// A header that comes several times is one with commas between, its values in order.
std::string canonical_value(const http::Request& request, const std::string& name) {
  std::vector<std::string> values;
  for (const auto& header : request.headers)
    if (header.name == name) values.emplace_back(trim_blanks(header.value));
  std::sort(values.begin(), values.end());
  std::string out;
  for (const std::string& value : values) out += (out.empty() ? "" : ",") + value;
  return out;
}

tl::unexpected<Failure> incomplete(const std::string& what) {
  return fails(Fault::kIncompleteSignature,
               "The request signature does not conform to Aliyun standards: " + what);
}

// All that the server acts upon must be under the signature.
std::string uncovered(const http::Request& request, const std::vector<std::string>& covered) {
  for (const auto& header : request.headers) {
    const bool needed = header.name == "host" || header.name.starts_with("x-acs-");
    if (needed && std::find(covered.begin(), covered.end(), header.name) == covered.end()) return header.name;
  }
  return {};
}

Checked<SignatureClaim> read_v3(const http::Request& request) {
  const std::string* authorization = request.header("authorization");
  if (authorization == nullptr) return tl::unexpected(missing("AccessKeyId"));
  const std::size_t space = authorization->find(' ');
  if (authorization->substr(0, space) != kV3) return incomplete("the algorithm must be ACS3-HMAC-SHA256.");
  SignatureClaim claim{true, {}, {}, {}, {}, {}};
  for (const std::string& part : split(std::string_view(*authorization).substr(space + 1), ',')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos) return incomplete("Authorization cannot be read.");
    const std::string name = part.substr(0, equals);
    const std::string value = part.substr(equals + 1);
    if (name == "Credential") claim.key_id = value;
    if (name == "SignedHeaders") claim.signed_headers = split(value, ';');
    if (name == "Signature") claim.signature = value;
  }
  if (claim.key_id.empty()) return tl::unexpected(missing("AccessKeyId"));
  if (claim.signature.empty()) return incomplete("Authorization has no Signature.");
  for (const std::string name : {"x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256", "host"}) {
    const std::string* value = request.header(name);
    if (value == nullptr || value->empty()) return incomplete("the header " + name + " is missing.");
  }
  if (const std::string name = uncovered(request, claim.signed_headers); !name.empty())
    return incomplete("SignedHeaders does not list " + name + ".");
  claim.timestamp = *request.header("x-acs-date");
  claim.nonce = *request.header("x-acs-signature-nonce");
  return claim;
}

Checked<SignatureClaim> read_v2(const Parameters& parameters) {
  const auto text = [&](std::string_view name) {
    const std::string* value = parameters.find(name);
    return value == nullptr ? std::string() : *value;
  };
  for (const std::string name :
       {"AccessKeyId", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp"}) {
    if (name == "SignatureMethod" && text("Signature").empty()) return incomplete("Signature is missing.");
    if (text(name).empty()) return tl::unexpected(missing(name));
  }
  if (text("SignatureMethod") != "HMAC-SHA1") return incomplete("SignatureMethod must be HMAC-SHA1.");
  if (text("SignatureVersion") != "1.0") return incomplete("SignatureVersion must be 1.0.");
  return SignatureClaim{
      false, text("AccessKeyId"), text("Signature"), text("SignatureNonce"), text("Timestamp"), {}};
}

bool has_token(const http::Request& request, const Parameters& parameters) {
  const std::string* type = parameters.find("SignatureType");
  return request.header("x-acs-security-token") != nullptr ||
         request.header("x-acs-bearer-token") != nullptr || parameters.all.contains("SecurityToken") ||
         parameters.all.contains("BearerToken") || (type != nullptr && *type == "BEARERTOKEN");
}

}  // namespace

Checked<SignatureClaim> read_claim(const http::Request& request, const Parameters& parameters) {
  if (has_token(request, parameters)) return fails(Fault::kTemporaryKey);
  return is_v3(request, parameters) ? read_v3(request) : read_v2(parameters);
}

std::string canonical_request(const http::Request& request, const Parameters& parameters,
                              const std::vector<std::string>& signed_headers) {
  std::vector<std::string> names = signed_headers;
  std::sort(names.begin(), names.end());
  std::string headers;
  std::string list;
  for (const std::string& name : names) {
    headers += name + ":" + canonical_value(request, name) + "\n";
    list += (list.empty() ? "" : ";") + name;
  }
  return request.method + "\n" + request.path + "\n" + canonical_query(parameters.query) + "\n" + headers +
         "\n" + list + "\n" + digest::hex_sha256(request.body);
}

std::string string_to_sign(const SignatureClaim& claim, const http::Request& request,
                           const Parameters& parameters) {
  if (claim.v3)
    return std::string(kV3) + "\n" +
           digest::hex_sha256(canonical_request(request, parameters, claim.signed_headers));
  return request.method + "&%2F&" + net::percent_encoded(canonical_query(parameters.all, "Signature"));
}

std::string signature_of(bool v3, std::string_view secret, std::string_view string_to_sign) {
  return v3 ? digest::hex_hmac_sha256(secret, string_to_sign)
            : digest::base64_hmac_sha1(std::string(secret) + "&", string_to_sign);
}

}  // namespace smarttag::api
