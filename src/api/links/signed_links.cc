#include "api/links/signed_links.h"
#include "digest/digest.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <regex>
#include <stdexcept>

namespace smarttag::api {
namespace {

std::int64_t seconds_of(Time time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

}  // namespace

SignedLinks::SignedLinks(std::string key, std::string address)
    : key_(std::move(key)), address_(std::move(address)) {}

std::string SignedLinks::signature_of(const LinkedFile& linked, std::int64_t until) const {
  return digest::hex(
      digest::hmac_sha256(key_, fmt::format("{}\n{}\n{}\n{}", linked.owner, linked.job, linked.file, until)));
}

std::string SignedLinks::url_of(const LinkedFile& linked, Time until) const {
  const auto end = seconds_of(until);
  return fmt::format("{}/subtitles/{}/{}?User={}&Expires={}&Signature={}", address_, linked.job, linked.file,
                     linked.owner, end, signature_of(linked, end));
}

std::optional<LinkedFile> SignedLinks::opened(const std::string& path, const std::string& query,
                                              Time now) const {
  // Exactly the form of url_of: anything else was not made there.
  static const std::regex kPath("/subtitles/([0-9a-f]{1,64})/([A-Za-z0-9._-]{1,64})");
  static const std::regex kQuery("User=([0-9]{1,18})&Expires=([0-9]{1,12})&Signature=([0-9a-f]{64})");
  if (path.size() > 256 || query.size() > 256) return std::nullopt;  // std::regex recurses
  std::smatch in_path;
  std::smatch in_query;
  if (!std::regex_match(path, in_path, kPath) || !std::regex_match(query, in_query, kQuery))
    return std::nullopt;
  LinkedFile linked{std::stoll(in_query[1]), in_path[1], in_path[2]};
  const std::int64_t until = std::stoll(in_query[2]);
  if (!digest::same(in_query[3].str(), signature_of(linked, until)) || seconds_of(now) >= until)
    return std::nullopt;
  return linked;
}

std::string public_address(const Settings& settings, std::string_view host) {
  std::string address = settings.text("public-url");
  if (address.empty())
    address = fmt::format("{}://{}", settings.text("tls-certificate").empty() ? "http" : "https", host);
  while (address.ends_with('/')) address.pop_back();
  return address;
}

}  // namespace smarttag::api
