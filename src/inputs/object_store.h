// Objects of the operator's S3-compatible store: how clients name them, and how they are fetched.
#pragma once

#include <optional>
#include <string>

#include "inputs/inputs.h"
#include "net/fetch.h"

namespace smarttag::inputs {

struct ObjectName {
  std::string bucket;
  std::string key;  // as stored: decoded
};

std::string shown(const ObjectName& object);  // "oss://bucket/key"

// Immutable and thread-safe.
class ObjectStore {
 public:
  // Takes s3-*. kUsage when s3-endpoint is not plainly http(s)://host[:port]. Without an endpoint there is no
  // store, and every object is refused.
  static Result<ObjectStore> create(const Settings& settings);

  // oss://bucket/key, http(s)://bucket.endpoint/key, http(s)://endpoint/bucket/key; the key percent-encoded
  // or plain. kUsage for another form, kInputRefused without a store, for a key with dots as a part ("..")
  // and for a URL of another host.
  Result<ObjectName> named(const std::string& text) const;

  // Whether an http(s) URL is one of this store.
  bool holds(const std::string& url) const;

  // Where the object is fetched from, by s3-addressing.
  std::string url_of(const ObjectName& object) const;

  // Signs with the operator's key, or not at all where there is none. The endpoint may lie in a private
  // network: the operator chose it. Redirects are refused. Errors: as net::fetch, in words that do not tell
  // where the store is.
  Result<OpenedInput> open(const ObjectName& object, const std::filesystem::path& folder,
                           net::FetchLimits limits, const std::stop_token& stop) const;

 private:
  std::string scheme_;           // "http"
  std::string host_;             // "127.0.0.1:9000", as it stands in URLs; empty: no store
  bool bucket_in_host_ = false;  // or in the path
  std::optional<net::S3Access> access_;
};

}  // namespace smarttag::inputs
