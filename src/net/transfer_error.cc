#include "net/transfer_error.h"

#include <fmt/format.h>

#include <cstring>

namespace smarttag::net {
namespace {

Error http_error(const Outcome& o) {
  using enum ErrorKind;
  const auto error = [&](ErrorKind kind, std::string_view advice) {
    return Error{kind, {fmt::format("{} answered with HTTP status {}. {}", o.shown, o.status, advice)}, {}};
  };
  if (o.status == 404 || o.status == 410)
    return error(kInputMissing, "There is no such file: check the URL.");
  if (o.status == 401 || o.status == 403)
    return error(kInputUnreadable,
                 "The server refused access to this file. Use a URL that can be read without signing in.");
  if (o.status == 408 || o.status == 429 || o.status >= 500)
    return error(kInputUnreachable, "Try again later.");
  return error(kInputUnreadable, "Give a URL that leads to a file itself.");
}

Error abort_error(const Outcome& o, const FetchLimits& limits) {
  using enum ErrorKind;
  switch (o.abort) {
    case Abort::kTooLarge:
      return Error{kInputTooLarge,
                   {fmt::format("{} is larger than {} bytes, the most that is read (setting max-bytes).",
                                o.shown, limits.max_bytes)},
                   {}};
    case Abort::kDisk:
      return Error{kOutputFailed,
                   {"The fetched file could not be stored on this server."},
                   {fmt::format("storing {}: {}", o.shown, std::strerror(o.disk_error))}};
    case Abort::kHeaders:
      return Error{kInputUnreadable, {fmt::format("{} sends too much before the file itself.", o.shown)}, {}};
    case Abort::kStopped:
      return Error{kInterrupted, {"Fetching was stopped."}, {}};
    case Abort::kNone:
      break;
  }
  return {kInternal, {"The fetch failed."}, {}};
}

}  // namespace

Error transfer_error(const Outcome& o, const FetchLimits& limits) {
  using enum ErrorKind;
  const auto error = [&](ErrorKind kind, std::string_view what) {
    return Error{kind, {fmt::format("{} {}", o.shown, what)}, {curl_easy_strerror(o.code)}};
  };
  if (o.abort != Abort::kNone) return abort_error(o, limits);
  if (!o.refused.empty() && o.code == CURLE_COULDNT_CONNECT)
    // Which address a name resolves to is the business of this network: only the log tells it.
    return Error{
        kInputRefused,
        {fmt::format("{} leads to an address that may not be fetched from. The operator may allow its "
                     "range by the setting allow-private.",
                     o.shown)},
        {"refused address: " + o.refused}};
  switch (o.code) {
    case CURLE_OK:
    case CURLE_HTTP_RETURNED_ERROR:
      return http_error(o);
    case CURLE_URL_MALFORMAT:
      return error(kInputUnreadable, "redirects to what is not a URL.");
    case CURLE_UNSUPPORTED_PROTOCOL:
      // libcurl's word for an answer that is not HTTP, too; a redirect has a status.
      if (o.status == 0) return error(kInputUnreadable, "is served by something that does not speak HTTP.");
      return error(kInputRefused, "redirects to what is neither http nor https; nothing else is fetched.");
    case CURLE_TOO_MANY_REDIRECTS:
      if (limits.max_redirects == 0)
        return error(kInputRefused, "leads elsewhere, where it may not be followed.");
      return error(kInputRefused, fmt::format("redirects more than {} times.", limits.max_redirects));
    case CURLE_PEER_FAILED_VERIFICATION:
      return error(kInputRefused,
                   "has a certificate that is not trusted. The operator may add its authority by the "
                   "setting fetch-ca-file.");
    case CURLE_FILESIZE_EXCEEDED:
      return abort_error({.abort = Abort::kTooLarge, .shown = o.shown}, limits);
    case CURLE_COULDNT_RESOLVE_HOST:
      return error(kInputUnreachable, "names a host that is not found.");
    case CURLE_OPERATION_TIMEDOUT:
      return error(kInputUnreachable,
                   "is too slow: it was not read in the time allowed (setting fetch-timeout).");
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
      return error(kInputUnreachable, "broke off before the end of the file. Try again.");
    case CURLE_SSL_CACERT_BADFILE:
      return {kInternal, {"The server's certificate list cannot be read."}, {limits.ca_file.string()}};
    default:
      return error(kInputUnreachable, "cannot be reached. Check the URL, or try again later.");
  }
}

}  // namespace smarttag::net
