// Requests as clients of the API sign them, by the rules of protocol/signature.h.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "api/protocol/signature.h"
#include "base/timestamp.h"
#include "digest/digest.h"
#include "http/message.h"
#include "net/percent.h"

namespace smarttag::api::testing {

struct Key {
  std::string id;
  std::string secret;
};

inline std::string next_nonce() {
  static std::atomic<int> count{0};
  return "nonce-" + std::to_string(++count);
}

inline std::string query_of(const std::map<std::string, std::string>& parameters) {
  std::string out;
  for (const auto& [name, value] : parameters)
    out += (out.empty() ? "" : "&") + net::percent_encoded(name) + "=" + net::percent_encoded(value);
  return out;
}

// Signs what stands in it just now (again).
inline void sign_v3(http::Request& request, const Key& key) {
  std::erase_if(request.headers, [](const auto& each) { return each.name == "authorization"; });
  std::vector<std::string> names;
  std::string list;
  for (const auto& header : request.headers) {
    names.push_back(header.name);
    list += (list.empty() ? "" : ";") + header.name;
  }
  const SignatureClaim claim{true, key.id, {}, {}, {}, names};
  const auto parameters = read_parameters(request);
  const std::string text = string_to_sign(claim, request, parameters.value_or(Parameters{}));
  request.headers.push_back({"authorization", "ACS3-HMAC-SHA256 Credential=" + key.id +
                                                  ",SignedHeaders=" + list +
                                                  ",Signature=" + signature_of(true, key.secret, text)});
}

inline http::Request v3_request(const Key& key, Time now, const std::string& action,
                                const std::map<std::string, std::string>& query,
                                const std::string& body = {}) {
  http::Request request{"POST", "/", query_of(query), {}, body, "127.0.0.1", "REQUEST-ID"};
  request.headers = {{"host", "smarttag.test"},
                     {"x-acs-action", action},
                     {"x-acs-content-sha256", digest::hex_sha256(body)},
                     {"x-acs-date", timestamp(now)},
                     {"x-acs-signature-nonce", next_nonce()},
                     {"x-acs-version", "2020-11-09"}};
  if (!body.empty()) request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
  sign_v3(request, key);
  return request;
}

inline http::Request v2_request(const Key& key, Time now, const std::string& action,
                                std::map<std::string, std::string> query) {
  query.insert({{"Action", action},
                {"Version", "2020-11-09"},
                {"AccessKeyId", key.id},
                {"SignatureMethod", "HMAC-SHA1"},
                {"SignatureVersion", "1.0"},
                {"SignatureNonce", next_nonce()},
                {"Timestamp", timestamp(now)}});
  http::Request request{"GET", "/",         query_of(query), {{"host", "smarttag.test"}},
                        {},    "127.0.0.1", "REQUEST-ID"};
  const std::string text = string_to_sign({}, request, read_parameters(request).value_or(Parameters{}));
  request.query += "&Signature=" + net::percent_encoded(signature_of(false, key.secret, text));
  return request;
}

}  // namespace smarttag::api::testing
