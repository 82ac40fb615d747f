// Links to subtitle files that need no key: who has the link may read the file until it ends.
//
//   <public-url>/subtitles/<job>/<file>?User=7&Expires=1700000000&Signature=<64 hex digits>
//
// The signature is HMAC-SHA256 of user, job, file and end (seconds since 1970, UTC), a line each.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/settings.h"
#include "jobs/job.h"

namespace smarttag::api {

struct LinkedFile {
  jobs::UserId owner = 0;
  std::string job;
  std::string file;
};

// Immutable and thread-safe.
class SignedLinks {
 public:
  // The key is the store's derived_key("links"); the address has no '/' at its end.
  SignedLinks(std::string key, std::string address);

  std::string url_of(const LinkedFile& linked, Time until) const;

  // What the path and the query of a request name; nothing unless they are a link that url_of made and that
  // has not ended.
  std::optional<LinkedFile> opened(const std::string& path, const std::string& query, Time now) const;

 private:
  std::string signature_of(const LinkedFile& linked, std::int64_t until) const;

  std::string key_;
  std::string address_;
};

// How a client reaches the API: public-url, else the host by which it called. No '/' at its end. The host is
// the client's word, and so is for answers to that client alone.
std::string public_address(const Settings& settings, std::string_view host);

}  // namespace smarttag::api
