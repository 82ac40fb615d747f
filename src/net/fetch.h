// Fetches the file behind an http or https URL that a client gave: an untrusted URL, an untrusted server.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/settings.h"
#include "net/address.h"

namespace smarttag::net {

// The right to read from an S3-compatible store; requests are signed with it (AWS Signature Version 4).
struct S3Access {
  std::string region;
  std::string key_id;
  std::string secret;
};

struct FetchLimits {
  AddressRule addresses;                                         // which addresses may be dialled
  std::int64_t max_bytes = 16LL << 30;                           // of the body, counted while it is read
  std::chrono::milliseconds deadline{std::chrono::minutes{10}};  // for everything, redirects included
  std::int64_t slow_bytes = 1024;                                // slower than this many bytes a second ...
  std::chrono::seconds slow_time{30};                            // ... for so long ends the transfer
  int max_redirects = 5;                                         // 0 refuses the first
  std::optional<S3Access> s3{};  // sent to whatever the URL names, so that no client may choose it
  std::string proxy;  // empty: none, whatever the environment says. A proxy dials, so that it must check
  std::filesystem::path ca_file;     // PEM; empty: the certificates that the system trusts
  std::vector<std::string> resolve;  // "host:port:address": answers in place of DNS; only tests need them

  // max-bytes, fetch-timeout, fetch-min-rate, allow-private, fetch-proxy, fetch-ca-file. kUsage on a bad
  // range.
  static Result<FetchLimits> from(const Settings& settings);
};

struct FetchedFile {
  std::filesystem::path path;  // the caller's to remove
  std::int64_t bytes = 0;
  std::string name;  // last part of the URL's path, for display only; may be empty
};

// Called on the fetching thread, often; the total only when the server told one.
using FetchProgress = std::function<void(std::int64_t done, std::optional<std::int64_t> total)>;

// Writes the body to a new file of mode 0600 in `folder`; on failure no file is left. No content encoding is
// asked for; gzip or deflate that a server applies all the same is undone. Follows redirects between http and
// https. A password in the URL goes to its own host only; cookies live as long as the fetch; no .netrc.
// Blocks; `stop` ends it within about a second. Thread-safe.
//
// Errors: kUsage (not a URL), kInputRefused (address, scheme, certificate, too many redirects), kInputMissing
// (404, 410), kInputTooLarge, kInputUnreachable (connection, name, time, broken off, 408, 429, 5xx: may
// pass), kInputUnreadable (any other answer, an empty body), kOutputFailed (disk), kInterrupted.
Result<FetchedFile> fetch(const std::string& url, const std::filesystem::path& folder,
                          const FetchLimits& limits, const FetchProgress& progress = {},
                          const std::stop_token& stop = {});

}  // namespace smarttag::net
