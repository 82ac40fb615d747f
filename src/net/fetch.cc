#include "net/fetch.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "net/curl_owned.h"
#include "net/dial_guard.h"
#include "net/new_file.h"
#include "net/transfer_error.h"
#include "net/url.h"

namespace smarttag::net {
namespace {

// A server that sends headers without end is cut off here; real ones send a few KiB.
constexpr std::size_t kMaxHeaderBytes = 256 << 10;

// What the callbacks of one transfer share.
struct Transfer {
  const FetchLimits& limits;
  const FetchProgress& progress;
  const std::stop_token& stop;
  NewFile& file;
  std::int64_t bytes = 0;
  std::size_t header_bytes = 0;
  Abort abort = Abort::kNone;
};

std::size_t on_header(char* /*line*/, std::size_t size, std::size_t count, void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  transfer.header_bytes += size * count;
  if (transfer.header_bytes <= kMaxHeaderBytes) return size * count;
  transfer.abort = Abort::kHeaders;
  return 0;
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  const std::size_t length = size * count;
  if (static_cast<std::int64_t>(length) > transfer.limits.max_bytes - transfer.bytes) {
    transfer.abort = Abort::kTooLarge;
    return CURL_WRITEFUNC_ERROR;
  }
  if (!transfer.file.write(data, length)) {
    transfer.abort = Abort::kDisk;
    return CURL_WRITEFUNC_ERROR;
  }
  transfer.bytes += static_cast<std::int64_t>(length);
  return length;
}

int on_progress(void* context, curl_off_t total, curl_off_t /*now*/, curl_off_t /*up_total*/,
                curl_off_t /*up_now*/) {
  auto& transfer = *static_cast<Transfer*>(context);
  if (transfer.stop.stop_requested()) {
    transfer.abort = Abort::kStopped;
    return 1;
  }
  if (transfer.progress)
    transfer.progress(transfer.bytes, total > 0 ? std::optional<std::int64_t>(total) : std::nullopt);
  return 0;
}

template <class T>
bool set(CURL* handle, CURLoption option, T value) {
  return curl_easy_setopt(handle, option, value) == CURLE_OK;
}

bool set_target(CURL* handle, const std::string& url, const FetchLimits& limits) {
  const std::string ca = limits.ca_file.string();
  return set(handle, CURLOPT_URL, url.c_str()) && set(handle, CURLOPT_PROTOCOLS_STR, "http,https") &&
         set(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https") && set(handle, CURLOPT_FOLLOWLOCATION, 1L) &&
         set(handle, CURLOPT_MAXREDIRS, static_cast<long>(limits.max_redirects)) &&
         set(handle, CURLOPT_UNRESTRICTED_AUTH, 0L) && set(handle, CURLOPT_NETRC, long{CURL_NETRC_IGNORED}) &&
         set(handle, CURLOPT_PROXY, limits.proxy.c_str()) && set(handle, CURLOPT_NOPROXY, "") &&
         set(handle, CURLOPT_SSL_VERIFYPEER, 1L) && set(handle, CURLOPT_SSL_VERIFYHOST, 2L) &&
         (ca.empty() || set(handle, CURLOPT_CAINFO, ca.c_str())) &&
         set(handle, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1}) &&
         set(handle, CURLOPT_HTTP09_ALLOWED, 0L) && set(handle, CURLOPT_HTTP_CONTENT_DECODING, 1L) &&
         // No compression is asked for; what a server compresses all the same is undone, within max_bytes.
         set(handle, CURLOPT_ACCEPT_ENCODING, "identity") &&
         // Some servers set a cookie in a redirect and want to see it again. It lives as long as the fetch.
         set(handle, CURLOPT_COOKIEFILE, "") && set(handle, CURLOPT_HTTP_TRANSFER_DECODING, 1L) &&
         set(handle, CURLOPT_USERAGENT, "smarttag") && set(handle, CURLOPT_FAILONERROR, 1L);
}

bool set_limits(CURL* handle, Transfer& transfer) {
  const FetchLimits& limits = transfer.limits;
  const auto deadline = std::max<long>(1, limits.deadline.count());
  return set(handle, CURLOPT_NOSIGNAL, 1L) && set(handle, CURLOPT_TIMEOUT_MS, deadline) &&
         set(handle, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(limits.slow_bytes)) &&
         set(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.slow_time.count())) &&
         set(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t{limits.max_bytes}) &&
         set(handle, CURLOPT_HEADERFUNCTION, &on_header) && set(handle, CURLOPT_HEADERDATA, &transfer) &&
         set(handle, CURLOPT_WRITEFUNCTION, &on_body) && set(handle, CURLOPT_WRITEDATA, &transfer) &&
         set(handle, CURLOPT_NOPROGRESS, 0L) && set(handle, CURLOPT_XFERINFOFUNCTION, &on_progress) &&
         set(handle, CURLOPT_XFERINFODATA, &transfer);
}

CurlOwned<curl_slist> text_list(const std::vector<std::string>& texts) {
  CurlOwned<curl_slist> list;
  for (const auto& text : texts)
    if (curl_slist* longer = curl_slist_append(list.get(), text.c_str()); longer != list.get())
      list.reset((static_cast<void>(list.release()), longer));
  return list;
}

// The hash of an empty body, which S3 wants to see signed; libcurl before 8 does not send it by itself.
constexpr const char* kEmptyBody =
    "x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

bool set_signing(CURL* handle, const FetchLimits& limits, const CurlOwned<curl_slist>& headers) {
  if (!limits.s3) return true;
  const std::string scheme = "aws:amz:" + limits.s3->region + ":s3";
  return headers && set(handle, CURLOPT_AWS_SIGV4, scheme.c_str()) &&
         set(handle, CURLOPT_USERNAME, limits.s3->key_id.c_str()) &&
         set(handle, CURLOPT_PASSWORD, limits.s3->secret.c_str()) &&
         set(handle, CURLOPT_HTTPHEADER, headers.get());
}

// Whether a partial answer (206) holds the whole file after all: "bytes 0-99/100" with 100 bytes.
bool is_whole(CURL* handle, std::int64_t bytes) {
  curl_header* header = nullptr;
  if (curl_easy_header(handle, "Content-Range", 0, CURLH_HEADER, -1, &header) != CURLHE_OK) return false;
  return header->value == fmt::format("bytes 0-{}/{}", bytes - 1, bytes);
}

Result<FetchedFile> finished(Transfer& transfer, const std::string& url, const std::string& shown) {
  if (transfer.bytes == 0)
    return fail(ErrorKind::kInputUnreadable,
                fmt::format("{} is empty. Give a URL that leads to a file.", shown));
  auto path = transfer.file.keep();
  if (!path)
    return fail(ErrorKind::kOutputFailed, "The fetched file could not be stored on this server.",
                std::strerror(transfer.file.error()));
  return FetchedFile{*std::move(path), transfer.bytes, file_name(url)};
}

bool curl_ready() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

}  // namespace

Result<FetchLimits> FetchLimits::from(const Settings& settings) {
  auto rule = AddressRule::allowing(settings.text("allow-private"));
  if (!rule) return tl::unexpected(std::move(rule).error());
  FetchLimits limits;
  limits.addresses = *std::move(rule);
  limits.max_bytes = settings.integer("max-bytes");
  limits.deadline =
      std::chrono::milliseconds{static_cast<std::int64_t>(settings.real("fetch-timeout") * 1000)};
  limits.slow_bytes = settings.integer("fetch-min-rate");
  limits.proxy = settings.text("fetch-proxy");
  limits.ca_file = settings.text("fetch-ca-file");
  return limits;
}

Result<FetchedFile> fetch(const std::string& url, const std::filesystem::path& folder,
                          const FetchLimits& limits, const FetchProgress& progress,
                          const std::stop_token& stop) {
  const auto target = normal_url(url);
  if (!target) return fail(ErrorKind::kUsage, "This is not a URL. Give one such as https://host/file.mp4.");
  if (!is_http(*target))
    return fail(ErrorKind::kInputRefused,
                fmt::format("{} is neither http nor https; nothing else is fetched.", shown_url(url)));
  NewFile file{folder};
  Outcome outcome{.disk_error = file.error(), .shown = shown_url(url)};
  if (file.error() != 0) outcome.abort = Abort::kDisk;
  if (stop.stop_requested()) outcome.abort = Abort::kStopped;
  if (outcome.abort != Abort::kNone) return tl::unexpected(transfer_error(outcome, limits));

  Transfer transfer{limits, progress, stop, file};
  DialGuard guard{limits.addresses};
  const CurlOwned<CURL> handle{curl_ready() ? curl_easy_init() : nullptr};
  const auto resolve = text_list(limits.resolve);
  const auto headers = text_list({kEmptyBody});
  if (!handle || !set_target(handle.get(), *target, limits) || !set_limits(handle.get(), transfer) ||
      !set_signing(handle.get(), limits, headers) || !set(handle.get(), CURLOPT_RESOLVE, resolve.get()) ||
      (limits.proxy.empty() && !guard.guard(handle.get())))
    return fail(ErrorKind::kInternal, "The fetch could not be set up.", "libcurl declined an option");

  outcome.code = curl_easy_perform(handle.get());
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &outcome.status);
  outcome.abort = transfer.abort;
  outcome.disk_error = file.error();
  outcome.refused = guard.refused();
  const bool whole =
      outcome.status == 200 || (outcome.status == 206 && is_whole(handle.get(), transfer.bytes));
  if (outcome.code != CURLE_OK || !whole) return tl::unexpected(transfer_error(outcome, limits));
  return finished(transfer, url, outcome.shown);
}

}  // namespace smarttag::net
