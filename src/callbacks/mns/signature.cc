#include "callbacks/mns/signature.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "digest/digest.h"

namespace smarttag::callbacks::mns {
namespace {

using enum FaultKind;

constexpr std::chrono::minutes kClockDifference{15};

std::string value_of(const http::Request& request, std::string_view name) {
  const auto* value = request.header(name);
  return value == nullptr ? std::string{} : *value;
}

Reply<void> check_date(const http::Request& request, Time now) {
  const auto* date = request.header("date");
  if (date == nullptr) return refuse(kMissingDate);
  const auto seconds = curl_getdate(date->c_str(), nullptr);
  if (seconds < 0) return refuse(kInvalidDate);
  const auto difference = std::chrono::abs(now - Time{std::chrono::seconds{seconds}});
  if (difference > kClockDifference) return refuse(kTimeExpired);
  return {};
}

// Base64 of the digest, or, as some SDKs have it, of the digest in hexadecimal.
bool fits(const std::string& content_md5, const std::string& body) {
  const std::string sum = digest::md5(body);
  return content_md5 == digest::base64(sum) || content_md5 == digest::base64(digest::hex(sum)) ||
         content_md5 == digest::base64(digest::upper_hex(sum));
}

}  // namespace

std::string string_to_sign(const http::Request& request) {
  std::vector<http::Header> own;
  for (const auto& header : request.headers)
    if (header.name.starts_with("x-mns-")) own.push_back(header);
  std::sort(own.begin(), own.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  std::string text = fmt::format("{}\n{}\n{}\n{}\n", request.method, value_of(request, "content-md5"),
                                 value_of(request, "content-type"), value_of(request, "date"));
  for (const auto& header : own) text += fmt::format("{}:{}\n", header.name, header.value);
  text += request.path;
  if (!request.query.empty()) text += "?" + request.query;
  return text;
}

std::string sign(std::string_view secret, std::string_view text) {
  return digest::base64(digest::hmac_sha1(secret, text));
}

Reply<jobs::Credential> authenticate(const http::Request& request, jobs::AccountStore& accounts, Time now) {
  const auto* authorization = request.header("authorization");
  if (authorization == nullptr) return refuse(kMissingAuthorization);
  constexpr std::string_view kScheme = "MNS ";
  const auto colon = authorization->rfind(':');
  if (!authorization->starts_with(kScheme) || colon == std::string::npos || colon < kScheme.size())
    return refuse(kInvalidAuthorization);
  if (request.header("security-token") != nullptr)
    return refuse(kInvalidAccessKey, "STS tokens are not supported. Use a permanent AccessKey.");
  if (auto date = check_date(request, now); !date) return tl::unexpected(date.error());

  auto credential = accounts.credential(authorization->substr(kScheme.size(), colon - kScheme.size()));
  if (!credential && credential.error().kind != ErrorKind::kNotFound)
    return tl::unexpected(fault_of(credential.error()));
  if (!credential || !credential->key.active) return refuse(kInvalidAccessKey);
  if (!digest::same(authorization->substr(colon + 1), sign(credential->secret, string_to_sign(request))))
    return refuse(kSignatureDoesNotMatch);
  const auto* content_md5 = request.header("content-md5");
  // The signature covers a body by its digest alone: without one anybody could exchange it.
  const bool has_digest = content_md5 != nullptr && !content_md5->empty();
  if (!has_digest && !request.body.empty())
    return refuse(kInvalidDigest, "A request with a body needs the header Content-MD5.");
  if (has_digest && !fits(*content_md5, request.body)) return refuse(kInvalidDigest);
  return *std::move(credential);
}

}  // namespace smarttag::callbacks::mns
