#include "cli/service/api_client.h"

#include <curl/curl.h>

#include <utility>

#include <spdlog/fmt/fmt.h>

#include "api/protocol/parameters.h"
#include "api/protocol/signature.h"
#include "base/timestamp.h"
#include "cli/key_file.h"
#include "digest/digest.h"
#include "jobs/identifier.h"
#include "net/curl_owned.h"
#include "net/percent.h"

namespace smarttag::cli {
namespace {

constexpr long kTimeoutSeconds = 60;
constexpr std::size_t kLargestAnswer = 256U << 20;

std::size_t keep(const char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  if (body.size() + size * count > kLargestAnswer) return 0;
  body.append(bytes, size * count);
  return size * count;
}

ErrorKind kind_of(long status) {
  if (status == 404) return ErrorKind::kNotFound;
  if (status == 409) return ErrorKind::kConflict;
  return status >= 500 ? ErrorKind::kInternal : ErrorKind::kUsage;
}

// Parameters that are longer do not stand in the query, which servers and proxies bound, but in a form.
constexpr std::size_t kLongestQuery = 16 << 10;

// The headers of a signed POST whose parameters stand in the query, or in the body.
std::vector<http::Header> signed_headers(const std::string& host, const std::string& key_id,
                                         const std::string& secret, const std::string& action,
                                         const api::Parameters& parameters, const std::string& form) {
  http::Request request;
  request.method = "POST";
  request.path = "/";
  request.headers = {
      {"host", host},
      {"x-acs-action", action},
      {"x-acs-content-sha256", digest::hex_sha256(form)},
      {"x-acs-date", timestamp(system_clock().now())},
      {"x-acs-signature-nonce", jobs::random_id()},
      {"x-acs-version", "2020-11-09"},
  };
  api::SignatureClaim claim;
  claim.v3 = true;
  for (const auto& header : request.headers) claim.signed_headers.push_back(header.name);
  const auto text = api::string_to_sign(claim, request, parameters);
  request.headers.push_back(
      {"authorization",
       fmt::format("ACS3-HMAC-SHA256 Credential={},SignedHeaders={},Signature={}", key_id,
                   fmt::join(claim.signed_headers, ";"), api::signature_of(true, secret, text))});
  if (!form.empty()) request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
  return request.headers;
}

Result<KeyPair> key_of(const Settings& settings) {
  KeyPair key{settings.text("access-key-id"), settings.text("access-key-secret")};
  if (!key.id.empty() && !key.secret.empty()) return key;
  if (const auto& file = settings.text("access-key-file"); !file.empty()) return read_key_file(file);
  return fail(ErrorKind::kUsage,
              "The call must be signed. Set SMARTTAG_ACCESS_KEY_ID and SMARTTAG_ACCESS_KEY_SECRET to what "
              "`smarttag user add` printed, or SMARTTAG_ACCESS_KEY_FILE to the file that its --key-file "
              "wrote.");
}

}  // namespace

Result<ApiClient> ApiClient::create(const Settings& settings) {
  std::string server = settings.text("server");
  while (!server.empty() && server.back() == '/') server.pop_back();
  const auto scheme = server.find("://");
  const bool known = server.substr(0, scheme) == "http" || server.substr(0, scheme) == "https";
  if (scheme == std::string::npos || !known || server.find('/', scheme + 3) != std::string::npos)
    return fail(ErrorKind::kUsage, fmt::format("Invalid server '{}'. Use http(s)://HOST:PORT.", server));
  const auto key = key_of(settings);
  if (!key) return tl::unexpected(key.error());
  std::string host = server.substr(scheme + 3);
  return ApiClient(std::move(server), std::move(host), key->id, key->secret);
}

Result<results::Json> ApiClient::call(const std::string& action, const CallParameters& given) const {
  api::Parameters parameters;
  std::string query;
  for (const auto& [name, value] : given) {
    if (value.empty()) continue;
    parameters.all[name] = value;
    query += (query.empty() ? "" : "&") + net::percent_encoded(name) + "=" + net::percent_encoded(value);
  }
  std::string form;
  if (query.size() > kLongestQuery)
    form.swap(query);
  else
    parameters.query = parameters.all;
  const net::CurlOwned<CURL> curl(curl_easy_init());
  if (!curl) return fail(ErrorKind::kInternal, "The call could not be made.", "curl_easy_init");
  net::CurlOwned<curl_slist> headers;
  for (const auto& header : signed_headers(host_, key_id_, secret_, action, parameters, form)) {
    auto* longer = curl_slist_append(headers.get(), (header.name + ": " + header.value).c_str());
    if (longer == nullptr)
      return fail(ErrorKind::kInternal, "The call could not be made.", "curl_slist_append");
    if (headers.get() != longer) headers.reset(longer);
  }
  const std::string url = server_ + "/" + (query.empty() ? "" : "?" + query);
  std::string body;
  const auto set = [&](CURLoption option, auto value) {
    return curl_easy_setopt(curl.get(), option, value) == CURLE_OK;
  };
  const bool ready = set(CURLOPT_URL, url.c_str()) &&
                     set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(form.size())) &&
                     set(CURLOPT_POSTFIELDS, form.c_str()) && set(CURLOPT_HTTPHEADER, headers.get()) &&
                     set(CURLOPT_TIMEOUT, kTimeoutSeconds) && set(CURLOPT_NOSIGNAL, 1L) &&
                     set(CURLOPT_WRITEFUNCTION, keep) && set(CURLOPT_WRITEDATA, &body);
  if (!ready) return fail(ErrorKind::kInternal, "The call could not be made.", "curl_easy_setopt");
  if (const auto code = curl_easy_perform(curl.get()); code != CURLE_OK)
    return fail(ErrorKind::kInputUnreachable,
                fmt::format("{} does not answer: {}. Is `smarttag serve` running there?", server_,
                            curl_easy_strerror(code)));
  long status = 0;
  if (curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status) != CURLE_OK) status = 0;
  auto json = results::parse(body);
  if (!json || !json->is_object())
    return fail(ErrorKind::kInternal,
                fmt::format("{} is not a smarttag service: it answered with status {} and no JSON.", server_,
                            status));
  if (status == 200) return json;
  return fail(kind_of(status),
              fmt::format("{}: {}", json->value("Code", "Error"), json->value("Message", "")));
}

}  // namespace smarttag::cli
