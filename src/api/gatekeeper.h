// The checks between a request and its operation, in the order that clients rely on: Action and Version, what
// is missing of the signature, time, key, signature, nonce, rate, permission, parameters. A nonce is spent by
// a call that passed all checks but the last: neither a forged call nor one beyond the rate takes memory.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "access/rates.h"
#include "api/error.h"
#include "api/operation.h"
#include "api/protocol/parameters.h"
#include "api/protocol/signature.h"
#include "jobs/account_store.h"
#include "jobs/nonce_store.h"

namespace smarttag::api {

inline constexpr std::string_view kVersion = "2020-11-09";
inline constexpr std::chrono::minutes kClockDifference{15};  // that a request's time may be off, either way

// A call that may run.
struct Admitted {
  const Operation* operation = nullptr;
  Caller caller;
  results::Json parameters;
};

// Thread-safe. What is passed in outlives it.
class Gatekeeper {
 public:
  Gatekeeper(std::span<const Operation> operations, jobs::AccountStore& accounts, jobs::NonceStore& nonces,
             access::Rates& rates, const Clock& clock);

  // The operation that the request names. UnsupportedHTTPMethod, MissingAction, MissingVersion,
  // InvalidAction.NotFound, NoSuchVersion.
  Checked<const Operation*> operation(const http::Request& request, const Parameters& parameters) const;

  // All checks that follow. Reads a JSON body into `parameters`.
  Checked<Admitted> admit(const Operation& operation, const http::Request& request, Parameters& parameters);

 private:
  Checked<jobs::Credential> authenticate(const SignatureClaim& claim, Time time, const http::Request& request,
                                         const Parameters& parameters);
  std::optional<Failure> spend_nonce(const jobs::Credential& credential, const SignatureClaim& claim,
                                     Time time);
  Checked<jobs::Credential> credential_of(const SignatureClaim& claim);

  std::unordered_map<std::string_view, const Operation*> operations_;
  jobs::AccountStore& accounts_;
  jobs::NonceStore& nonces_;
  access::Rates& rates_;
  const Clock& clock_;
};

}  // namespace smarttag::api
