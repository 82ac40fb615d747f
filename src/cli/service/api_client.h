// Calls the API of a running service, as any client does: signed with ACS3-HMAC-SHA256.
#pragma once

#include <map>
#include <string>

#include "base/settings.h"
#include "results/json.h"

namespace smarttag::cli {

// Parameters of a call by name ("Input.Media"); empty ones are left out.
using CallParameters = std::map<std::string, std::string>;

class ApiClient {
 public:
  // Takes server, access-key-id and access-key-secret, or access-key-file. kUsage when one is missing or the
  // server is no http(s) URL.
  static Result<ApiClient> create(const Settings& settings);

  // The answer's JSON. kInputUnreachable when the server does not answer; the text of any refusal is the
  // server's, and its kind follows the status.
  Result<results::Json> call(const std::string& action, const CallParameters& parameters) const;

 private:
  ApiClient(std::string server, std::string host, std::string key_id, std::string secret)
      : server_(std::move(server)),
        host_(std::move(host)),
        key_id_(std::move(key_id)),
        secret_(std::move(secret)) {}

  std::string server_;  // "http://127.0.0.1:8790"
  std::string host_;    // "127.0.0.1:8790"
  std::string key_id_;
  std::string secret_;
};

}  // namespace smarttag::cli
