#include "net/url.h"

#include <algorithm>
#include <cctype>

#include "net/curl_owned.h"

namespace smarttag::net {
namespace {

CurlOwned<CURLU> parse(const std::string& url) {
  CurlOwned<CURLU> parsed{curl_url()};
  constexpr unsigned kLenient = CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE | CURLU_ALLOW_SPACE;
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), kLenient) != CURLUE_OK)
    return nullptr;
  return parsed;
}

std::optional<std::string> part(CURLU* url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return std::nullopt;
  const CurlOwned<char> owned{text};
  return text;
}

}  // namespace

bool is_url(std::string_view input) {
  const auto colon = input.find("://");
  if (colon == 0 || colon == std::string_view::npos) return false;
  const auto scheme = input.substr(0, colon);
  return std::all_of(scheme.begin(), scheme.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '+' || c == '-' || c == '.';
  });
}

std::optional<std::string> normal_url(const std::string& url) {
  const auto parsed = parse(url);
  return parsed ? part(parsed.get(), CURLUPART_URL) : std::nullopt;
}

bool is_http(const std::string& url) {
  const auto parsed = parse(url);
  const auto scheme = parsed ? part(parsed.get(), CURLUPART_SCHEME) : std::nullopt;
  return scheme == "http" || scheme == "https";
}

std::string host_of(const std::string& url) {
  const auto parsed = parse(url);
  std::string host = parsed ? part(parsed.get(), CURLUPART_HOST).value_or("") : "";
  if (host.size() > 1 && host.front() == '[') host = host.substr(1, host.size() - 2);
  return host;
}

std::string shown_url(const std::string& url) {
  const auto parsed = parse(url);
  if (!parsed) return "The URL";
  for (const auto secret :
       {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_QUERY, CURLUPART_FRAGMENT})
    if (curl_url_set(parsed.get(), secret, nullptr, 0) != CURLUE_OK) return "The URL";
  return part(parsed.get(), CURLUPART_URL).value_or("The URL");
}

std::string file_name(const std::string& url) {
  const auto parsed = parse(url);
  const auto path = parsed ? part(parsed.get(), CURLUPART_PATH, CURLU_URLDECODE) : std::nullopt;
  return path ? path->substr(path->find_last_of('/') + 1) : "";
}

}  // namespace smarttag::net
