#include "api/gatekeeper.h"

#include <chrono>
#include <utility>

#include <spdlog/spdlog.h>

#include "access/permission.h"
#include "api/limits/limits.h"
#include "api/protocol/typed.h"
#include "base/timestamp.h"
#include "digest/digest.h"

namespace smarttag::api {
namespace {

constexpr std::chrono::minutes kNonceWait{1};  // the oldest nonces are forgotten minute by minute

// A name that may stand in a header, in a parameter or, the same, in both.
Checked<std::string> named(const http::Request& request, const Parameters& parameters,
                           const std::string& header, const std::string& name) {
  const std::string* in_header = request.header(header);
  const std::string* in_parameters = parameters.find(name);
  const std::string* found = in_header != nullptr ? in_header : in_parameters;
  if (found == nullptr || found->empty()) return tl::unexpected(missing(name));
  if (in_header != nullptr && in_parameters != nullptr && *in_header != *in_parameters)
    return fails(Fault::kInvalid, name + " and the header " + header + " differ.");
  return *found;
}

// What SDKs read to know how long to wait: the first is read by current ones (in milliseconds), the second by
// older ones, the third by everybody else (in seconds).
Failure throttled(const access::Turn& turn) {
  Failure failure_of = failure(Fault::kThrottled);
  const std::string wait = std::to_string(turn.wait.count());
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(turn.wait).count();
  failure_of.headers = {{"x-acs-retry-after", wait},
                        {"x-ratelimit-user", "Limit:" + std::to_string(turn.limit) + ",Remaining:" +
                                                 std::to_string(turn.remaining) + ",TimeLeft:" + wait},
                        {"Retry-After", std::to_string(seconds)}};
  return failure_of;
}

}  // namespace

Gatekeeper::Gatekeeper(std::span<const Operation> operations, jobs::AccountStore& accounts,
                       jobs::NonceStore& nonces, access::Rates& rates, const Clock& clock)
    : accounts_(accounts), nonces_(nonces), rates_(rates), clock_(clock) {
  for (const Operation& each : operations) operations_.emplace(each.name, &each);
}

Checked<const Operation*> Gatekeeper::operation(const http::Request& request,
                                                const Parameters& parameters) const {
  if (request.method != "GET" && request.method != "POST") return fails(Fault::kMethod);
  const auto action = named(request, parameters, "x-acs-action", "Action");
  if (!action) return tl::unexpected(action.error());
  const auto version = named(request, parameters, "x-acs-version", "Version");
  if (!version) return tl::unexpected(version.error());
  if (*version != kVersion) return fails(Fault::kVersionUnknown);
  const auto found = operations_.find(*action);
  if (found == operations_.end()) return fails(Fault::kActionUnknown);
  return found->second;
}

Checked<jobs::Credential> Gatekeeper::credential_of(const SignatureClaim& claim) {
  auto credential = accounts_.credential(claim.key_id);
  if (!credential) {
    if (credential.error().kind == ErrorKind::kNotFound) return fails(Fault::kKeyUnknown);
    spdlog::error("api cannot look up a key: {}", credential.error().log.text);
    return tl::unexpected(failure(credential.error()));
  }
  if (!credential->key.active) return fails(Fault::kKeyInactive);
  return *std::move(credential);
}

Checked<jobs::Credential> Gatekeeper::authenticate(const SignatureClaim& claim, Time time,
                                                   const http::Request& request,
                                                   const Parameters& parameters) {
  const Time now = clock_.now();
  if (time < now - kClockDifference || time > now + kClockDifference) return fails(Fault::kTimeExpired);
  auto credential = credential_of(claim);
  if (!credential) return credential;
  const std::string text = string_to_sign(claim, request, parameters);
  if (!digest::same(signature_of(claim.v3, credential->secret, text), claim.signature))
    return fails(Fault::kSignature, failure(Fault::kSignature).message + " server string to sign is:" + text);
  if (!claim.v3 && parameters.json_body)
    return fails(Fault::kInvalid,
                 "HMAC-SHA1 does not sign a JSON body. Send the parameters as a form, or sign with "
                 "ACS3-HMAC-SHA256.");
  if (nonces_.seen(credential->user.id, claim.key_id, claim.nonce)) return fails(Fault::kNonceUsed);
  return credential;
}

std::optional<Failure> Gatekeeper::spend_nonce(const jobs::Credential& credential,
                                               const SignatureClaim& claim, Time time) {
  switch (nonces_.use(credential.user.id, claim.key_id, claim.nonce, time + kClockDifference)) {
    case jobs::NonceUse::kFresh:
      return std::nullopt;
    case jobs::NonceUse::kUsed:
      return failure(Fault::kNonceUsed);
    case jobs::NonceUse::kUserFull:
      return throttled({false, 0, 0, kNonceWait});
    case jobs::NonceUse::kFull:
      break;
  }
  spdlog::error("api refuses calls: the table of used nonces is full");
  return failure(Fault::kUnavailable);
}

Checked<Admitted> Gatekeeper::admit(const Operation& operation, const http::Request& request,
                                    Parameters& parameters) {
  const auto claim = read_claim(request, parameters);
  if (!claim) return tl::unexpected(claim.error());
  const auto time = parse_timestamp(claim->timestamp);
  if (!time) return fails(Fault::kTimeFormat);
  const auto credential = authenticate(*claim, *time, request, parameters);
  if (!credential) return tl::unexpected(credential.error());
  const access::Turn turn = rates_.take(credential->user.id);
  if (!turn.granted) return tl::unexpected(throttled(turn));
  if (!access::allowed(*credential, "ice:" + std::string(operation.name), request.remote))
    return fails(Fault::kForbidden);
  if (auto refused = spend_nonce(*credential, *claim, *time)) return tl::unexpected(*std::move(refused));
  if (auto bad = read_json_body(request, parameters)) return tl::unexpected(*std::move(bad));
  auto object = typed(operation.request, parameters);
  if (!object) return tl::unexpected(std::move(object).error());
  if (auto bad = beyond_limits(operation, *object)) return tl::unexpected(*std::move(bad));
  return Admitted{&operation,
                  {credential->user.id, credential->user.name, credential->key.id, request.remote, request.id,
                   request.host()},
                  *std::move(object)};
}

}  // namespace smarttag::api
