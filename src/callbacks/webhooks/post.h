// One try of a webhook: an HTTP POST of JSON to an address that a client gave, for libcurl's multi interface.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/address.h"
#include "net/curl_owned.h"
#include "net/dial_guard.h"

namespace smarttag::callbacks::webhooks {

struct PostOptions {
  net::AddressRule addresses;     // which addresses may be dialled
  std::string proxy;              // as FetchLimits: empty is none; a proxy must check addresses itself
  std::filesystem::path ca_file;  // PEM; empty: the certificates that the system trusts
  std::chrono::milliseconds deadline{std::chrono::seconds{10}};  // for the whole try
};

// What a try came to.
struct Posted {
  enum class Verdict { kDelivered, kFailed, kHopeless };  // kHopeless: another try would be refused as well
  Verdict verdict = Verdict::kFailed;
  std::string note;  // "HTTP 500": why not
  std::optional<std::chrono::seconds> retry_after{};
};

// "https://host:443" of an http or https URL, nothing for any other text.
std::optional<std::string> origin_of(const std::string& url);

// Not thread-safe; stays where it is, as libcurl points to it.
class Post {
 public:
  // Each header is "name: value". Nothing when libcurl declines.
  static std::unique_ptr<Post> make(const std::string& url, const std::vector<std::string>& headers,
                                    std::string body, const PostOptions& options);
  Post(const Post&) = delete;
  Post& operator=(const Post&) = delete;

  // For curl_multi_add_handle; remove it there before the post goes.
  CURL* handle() const { return handle_.get(); }

  // When the transfer has ended with this code. The head of an answer decides: 2xx is success, everything
  // else (redirects too, which are not followed) is failure, 410 for good.
  Posted outcome(CURLcode code) const;

 private:
  Post(std::string body, const PostOptions& options);
  bool set_up(const std::string& url, const std::vector<std::string>& headers, const PostOptions& options);
  static std::size_t on_data(char* data, std::size_t size, std::size_t count, void* self);

  std::string body_;
  net::DialGuard guard_;
  net::CurlOwned<curl_slist> headers_;
  std::size_t received_ = 0;     // of the answer, head and body
  net::CurlOwned<CURL> handle_;  // goes first, as it points to all of the above
};

}  // namespace smarttag::callbacks::webhooks
