#include "callbacks/webhooks/post.h"

#include <fmt/format.h>

#include <utility>

#include "net/url.h"

namespace smarttag::callbacks::webhooks {
namespace {

// Nothing of an answer but its status is of interest.
constexpr std::size_t kMaxAnswer = 64 << 10;

template <class T>
bool set(CURL* handle, CURLoption option, T value) {
  return curl_easy_setopt(handle, option, value) == CURLE_OK;
}

std::optional<std::string> part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, CURLU_DEFAULT_PORT) != CURLUE_OK) return std::nullopt;
  const net::CurlOwned<char> owned{text};
  return std::string{text};
}

}  // namespace

std::optional<std::string> origin_of(const std::string& url) {
  const auto normal = net::normal_url(url);
  if (!normal || !net::is_http(*normal)) return std::nullopt;
  const net::CurlOwned<CURLU> parsed{curl_url()};
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, normal->c_str(), 0) != CURLUE_OK)
    return std::nullopt;
  const auto scheme = part_of(parsed.get(), CURLUPART_SCHEME);
  const auto host = part_of(parsed.get(), CURLUPART_HOST);
  const auto port = part_of(parsed.get(), CURLUPART_PORT);
  if (!scheme || !host || !port) return std::nullopt;
  return fmt::format("{}://{}:{}", *scheme, *host, *port);
}

Post::Post(std::string body, const PostOptions& options)
    : body_(std::move(body)), guard_(options.addresses), handle_(curl_easy_init()) {}

std::unique_ptr<Post> Post::make(const std::string& url, const std::vector<std::string>& headers,
                                 std::string body, const PostOptions& options) {
  auto post = std::unique_ptr<Post>(new Post(std::move(body), options));
  const auto normal = net::normal_url(url);
  if (!normal || !post->handle_ || !post->set_up(*normal, headers, options)) return nullptr;
  return post;
}

bool Post::set_up(const std::string& url, const std::vector<std::string>& headers,
                  const PostOptions& options) {
  for (const auto& header : headers) {
    curl_slist* longer = curl_slist_append(headers_.get(), header.c_str());
    if (longer == nullptr) return false;
    if (longer != headers_.get()) headers_.reset((static_cast<void>(headers_.release()), longer));
  }
  CURL* handle = handle_.get();
  const std::string ca = options.ca_file.string();
  return set(handle, CURLOPT_URL, url.c_str()) && set(handle, CURLOPT_PROTOCOLS_STR, "http,https") &&
         set(handle, CURLOPT_FOLLOWLOCATION, 0L) && set(handle, CURLOPT_HTTP09_ALLOWED, 0L) &&
         set(handle, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1}) &&
         set(handle, CURLOPT_NETRC, long{CURL_NETRC_IGNORED}) &&
         set(handle, CURLOPT_PROXY, options.proxy.c_str()) && set(handle, CURLOPT_NOPROXY, "") &&
         (ca.empty() || set(handle, CURLOPT_CAINFO, ca.c_str())) &&
         set(handle, CURLOPT_USERAGENT, "smarttag") && set(handle, CURLOPT_HTTPHEADER, headers_.get()) &&
         set(handle, CURLOPT_POST, 1L) && set(handle, CURLOPT_POSTFIELDS, body_.data()) &&
         set(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(body_.size())) &&
         set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options.deadline.count())) &&
         // A name server that does not answer must hold up nobody else, nor the end of the program.
         set(handle, CURLOPT_NOSIGNAL, 1L) && set(handle, CURLOPT_QUICK_EXIT, 1L) &&
         set(handle, CURLOPT_HEADERFUNCTION, &Post::on_data) && set(handle, CURLOPT_HEADERDATA, this) &&
         set(handle, CURLOPT_WRITEFUNCTION, &Post::on_data) && set(handle, CURLOPT_WRITEDATA, this) &&
         (!options.proxy.empty() || guard_.guard(handle));
}

std::size_t Post::on_data(char* /*data*/, std::size_t size, std::size_t count, void* self) {
  auto& post = *static_cast<Post*>(self);
  post.received_ += size * count;
  return post.received_ <= kMaxAnswer ? size * count : 0;
}

Posted Post::outcome(CURLcode code) const {
  using enum Posted::Verdict;
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status >= 200 && status < 300) return {kDelivered, ""};
  if (status >= 200) {
    Posted posted{status == 410 ? kHopeless : kFailed, fmt::format("HTTP {}", status)};
    curl_off_t seconds = 0;
    if (curl_easy_getinfo(handle_.get(), CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK && seconds > 0)
      posted.retry_after = std::chrono::seconds{seconds};
    return posted;
  }
  if (!guard_.refused().empty())
    return {kHopeless, fmt::format("the address {} may not be dialled", guard_.refused())};
  return {code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL ? kHopeless : kFailed,
          curl_easy_strerror(code)};
}

}  // namespace smarttag::callbacks::webhooks
