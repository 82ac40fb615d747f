#include "inputs/object_store.h"

#include <algorithm>
#include <cctype>

#include <spdlog/fmt/fmt.h>

#include "base/text/ascii.h"
#include "inputs/fetched_file.h"
#include "net/percent.h"
#include "net/url.h"

namespace smarttag::inputs {
namespace {

// What stands before and behind the first `mark`; the second is empty when there is none.
std::pair<std::string, std::string> split(const std::string& text, std::string_view mark) {
  const auto at = text.find(mark);
  if (at == std::string::npos) return {text, ""};
  return {text.substr(0, at), text.substr(at + mark.size())};
}

// The rules of S3 and OSS for names of buckets.
bool is_bucket(const std::string& name) {
  const auto allowed = [](unsigned char c) {
    return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '-' || c == '.';
  };
  return name.size() >= 3 && name.size() <= 63 && std::all_of(name.begin(), name.end(), allowed) &&
         name.front() != '.' && name.front() != '-' && name.find("..") == std::string::npos;
}

Result<ObjectName> checked(std::string bucket, const std::string& encoded_key) {
  constexpr std::size_t kLongestKey = 1024;  // of S3, in bytes
  // A name with a '%' that begins no escape is one that nobody has encoded.
  ObjectName object{std::move(bucket), net::percent_decoded(encoded_key).value_or(encoded_key)};
  if (!is_bucket(object.bucket))
    return fail(ErrorKind::kUsage, "An object is oss://bucket/key; this name of a bucket cannot be one.");
  const auto control = [](unsigned char c) { return c < ' ' || c == 0x7F; };
  if (object.key.empty() || object.key.size() > kLongestKey ||
      std::any_of(object.key.begin(), object.key.end(), control))
    return fail(ErrorKind::kUsage,
                "An object is oss://bucket/key; the key is missing, too long, or holds control characters.");
  for (std::string rest = object.key + "/"; !rest.empty();) {
    auto [part, behind] = split(rest, "/");
    if (part == "." || part == "..")
      return fail(ErrorKind::kInputRefused, "A key cannot have '.' or '..' as one of its parts.");
    rest = behind;
  }
  return object;
}

// The store's error in words for clients, who do not see where the store is.
Error in_words(Error error, const ObjectName& object) {
  const auto name = shown(object);
  const auto say = [&](std::string text) {
    return Error{error.kind, {std::move(text)}, {error.client.text + " " + error.log.text}};
  };
  switch (error.kind) {
    case ErrorKind::kInputMissing:
      return say(fmt::format("There is no object {}. Check bucket and key.", name));
    case ErrorKind::kInputUnreadable:
      return say(fmt::format(
          "The store did not return {}, or it is empty. Its access key may lack permission to read it.",
          name));
    case ErrorKind::kInputUnreachable:
      return say(
          fmt::format("The store of {} cannot be reached, is too slow or broke off. Try again later.", name));
    case ErrorKind::kInputRefused:
      return say(fmt::format("{} is not where this server may read it: the store leads elsewhere.", name));
    case ErrorKind::kInputTooLarge:
      return say(fmt::format("{} is larger than what is read (setting max-bytes).", name));
    default:
      return error;
  }
}

}  // namespace

std::string shown(const ObjectName& object) { return "oss://" + object.bucket + "/" + object.key; }

Result<ObjectStore> ObjectStore::create(const Settings& settings) {
  ObjectStore store;
  const auto& endpoint = settings.text("s3-endpoint");
  if (endpoint.empty()) return store;
  auto [scheme, host] = split(endpoint, "://");
  while (!host.empty() && host.back() == '/') host.pop_back();
  if (!net::is_http(endpoint) || host.empty() || host.find_first_of("/?#@ ") != std::string::npos)
    return fail(ErrorKind::kUsage, "The setting s3-endpoint must be http(s)://host or http(s)://host:port.");
  store.host_ = lower_ascii(host);
  store.scheme_ = lower_ascii(scheme);
  store.bucket_in_host_ = settings.text("s3-addressing") == "host";
  if (const auto& key = settings.text("s3-access-key-id"); !key.empty())
    store.access_ = net::S3Access{settings.text("s3-region"), key, settings.text("s3-access-key-secret")};
  return store;
}

bool ObjectStore::holds(const std::string& url) const {
  if (host_.empty()) return false;
  const auto host = lower_ascii(split(split(url, "://").second, "/").first);
  return host == host_ || (host.size() > host_.size() && host.ends_with("." + host_));
}

Result<ObjectName> ObjectStore::named(const std::string& text) const {
  auto [scheme, rest] = split(text, "://");
  scheme = lower_ascii(scheme);
  if (scheme != "oss" && scheme != "http" && scheme != "https")
    return fail(ErrorKind::kUsage, "An object is oss://bucket/key or http(s)://bucket.endpoint/key.");
  if (host_.empty())
    return fail(ErrorKind::kInputRefused,
                "This server has no object store: its operator has not set s3-endpoint. Give a URL.");
  auto [first, path] = split(rest, "/");
  if (scheme == "oss") return checked(std::move(first), path);
  if (path.find_first_of("?#") != std::string::npos)
    return fail(ErrorKind::kUsage, "An object has no query; give a signed URL as an input of type URL.");
  if (!holds(text))
    return fail(ErrorKind::kInputRefused,
                "This is not an object of this server's store. Use oss://bucket/key, or the type URL.");
  const auto host = lower_ascii(first);
  if (host != host_) return checked(host.substr(0, host.size() - host_.size() - 1), path);
  auto [bucket, key] = split(path, "/");
  return checked(std::move(bucket), key);
}

std::string ObjectStore::url_of(const ObjectName& object) const {
  const auto place = bucket_in_host_ ? object.bucket + "." + host_ : host_ + "/" + object.bucket;
  return scheme_ + "://" + place + "/" + net::encoded_path(object.key);
}

Result<OpenedInput> ObjectStore::open(const ObjectName& object, const std::filesystem::path& folder,
                                      net::FetchLimits limits, const std::stop_token& stop) const {
  auto everywhere = net::AddressRule::allowing("0.0.0.0/0, ::/0");
  if (!everywhere) return tl::unexpected(std::move(everywhere).error());
  limits.addresses = std::move(*everywhere);
  limits.max_redirects = 0;
  limits.proxy.clear();
  limits.s3 = access_;
  auto input = fetch_unnamed(url_of(object), folder, limits, stop);
  if (!input) return tl::unexpected(in_words(std::move(input).error(), object));
  input->name = object.key.substr(object.key.find_last_of('/') + 1);
  return input;
}

}  // namespace smarttag::inputs
