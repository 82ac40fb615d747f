// Everything that can be wrong with a call before its operation runs: one table from fault to code, status
// and text. Errors of operations are mapped by base/error.h.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "base/error.h"

namespace smarttag::api {

// Adding a fault means adding its row below; nothing else switches over faults.
enum class Fault {
  kMethod,
  kActionUnknown,
  kVersionUnknown,
  kMissing,  // its code ends in the name of what is missing
  kInvalid,
  kIncompleteSignature,
  kTemporaryKey,
  kTimeFormat,
  kTimeExpired,
  kKeyUnknown,
  kKeyInactive,
  kSignature,
  kNonceUsed,
  kThrottled,
  kForbidden,
  kInternal,
  kUnavailable,
  kNoRequest,  // this one and those below: what the HTTP server itself refuses
  kNothingHere,
  kBodyTooLarge,
  kHeaderTooLarge,
};

struct FaultRow {
  Fault fault;
  int status;
  std::string_view code;
  std::string_view message;    // when there is nothing more exact to say
  std::string_view recommend;  // what to do about it
};

inline constexpr std::array kFaults{
    FaultRow{Fault::kMethod, 403, "UnsupportedHTTPMethod", "This HTTP method is not supported.",
             "Use GET or POST."},
    FaultRow{Fault::kActionUnknown, 404, "InvalidAction.NotFound",
             "Specified api is not found, please check your url and method.",
             "Compare Action with the list of operations in the documentation."},
    FaultRow{Fault::kVersionUnknown, 400, "NoSuchVersion", "The specified version does not exist.",
             "Use Version 2020-11-09."},
    FaultRow{Fault::kMissing, 400, "Missing", "A mandatory parameter is missing.", "Give the parameter."},
    FaultRow{Fault::kInvalid, 400, "InvalidParameter", "A parameter is not valid.",
             "Correct the parameter that the message names."},
    FaultRow{Fault::kIncompleteSignature, 400, "IncompleteSignature",
             "The request signature does not conform to Aliyun standards.",
             "Sign with ACS3-HMAC-SHA256 or, in version 1.0, HMAC-SHA1."},
    FaultRow{Fault::kTemporaryKey, 400, "InvalidSecurityToken.Malformed",
             "Temporary credentials (security and bearer tokens) are not supported by this server.",
             "Sign with an access key of this server, and without a token."},
    FaultRow{Fault::kTimeFormat, 400, "InvalidTimeStamp.Format",
             "Specified time stamp is not well formatted: write it as 2006-01-02T15:04:05Z, in UTC.",
             "Correct the format of the time."},
    FaultRow{Fault::kTimeExpired, 400, "InvalidTimeStamp.Expired",
             "Specified time stamp is more than 15 minutes away from the time of the server.",
             "Set the clock of the client."},
    FaultRow{Fault::kKeyUnknown, 404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.",
             "Use an access key created by `smarttag user`."},
    FaultRow{Fault::kKeyInactive, 403, "InvalidAccessKeyId.Inactive", "Specified access key is disabled.",
             "Use another access key, or have this one enabled."},
    FaultRow{Fault::kSignature, 403, "SignatureDoesNotMatch",
             "Specified signature is not matched with our calculation.",
             "Check the secret, and that no proxy changes the host, headers or parameters."},
    FaultRow{Fault::kNonceUsed, 400, "SignatureNonceUsed", "Specified signature nonce was used already.",
             "Sign every request separately, with a new nonce."},
    FaultRow{Fault::kThrottled, 400, "Throttling.User", "Request was denied due to user flow control.",
             "Wait as long as the header x-acs-retry-after says, in milliseconds."},
    FaultRow{Fault::kForbidden, 403, "Forbidden.RAM",
             "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
             "Ask the operator for a policy that allows this action."},
    FaultRow{Fault::kInternal, 500, "InternalError", "The request failed because of an internal error.",
             "Report the RequestId to the server's operator."},
    FaultRow{Fault::kUnavailable, 503, "ServiceUnavailable", "The service is temporarily unavailable.",
             "Try again later."},
    FaultRow{Fault::kNoRequest, 400, "MalformedRequest", "This is not an HTTP request.",
             "Have an HTTP library write the request."},
    FaultRow{Fault::kNothingHere, 404, "InvalidPath.NotFound", "There is nothing here.",
             "Send calls of the API to the path /."},
    FaultRow{Fault::kBodyTooLarge, 413, "RequestEntityTooLarge", "The body of the request is too large.",
             "Send less, or have the operator raise max-request."},
    FaultRow{Fault::kHeaderTooLarge, 431, "RequestHeaderFieldsTooLarge",
             "The header of the request is too large.", "Send the parameters in the body of a POST."},
};

constexpr bool faults_follow_the_enum() {
  for (std::size_t i = 0; i < kFaults.size(); ++i)
    if (static_cast<std::size_t>(kFaults[i].fault) != i) return false;
  return kFaults.size() == static_cast<std::size_t>(Fault::kHeaderTooLarge) + 1;
}
static_assert(faults_follow_the_enum(), "each fault has its row, in the order of the enum");

// What the envelope of an error says.
struct Failure {
  int status = 0;
  std::string code;
  std::string message;
  std::string recommend;
  std::vector<std::pair<std::string, std::string>> headers{};  // of the answer
};

template <class T>
using Checked = tl::expected<T, Failure>;

inline Failure failure(Fault fault, std::string message = {}) {
  const FaultRow& row = kFaults.at(static_cast<std::size_t>(fault));
  return {row.status, std::string(row.code), message.empty() ? std::string(row.message) : std::move(message),
          std::string(row.recommend)};
}

// MissingJobId: "JobId is mandatory for this action."
inline Failure missing(const std::string& name) {
  Failure out = failure(Fault::kMissing, name + " is mandatory for this action.");
  out.code += name;
  return out;
}

// An operation's error, as base/error.h maps it.
inline Failure failure(const Error& error) {
  const ErrorRow& of_kind = row(error.kind);
  const Fault near = of_kind.http_status >= 503   ? Fault::kUnavailable
                     : of_kind.http_status >= 500 ? Fault::kInternal
                                                  : Fault::kInvalid;
  Failure out = failure(near, error.client.text);
  out.status = of_kind.http_status;
  out.code = of_kind.code;
  return out;
}

// What the HTTP server answers by itself with this status.
inline Failure failure_of_status(int status, std::string message) {
  Fault fault = status >= 503 ? Fault::kUnavailable : status >= 500 ? Fault::kInternal : Fault::kNoRequest;
  for (const auto own : {Fault::kNothingHere, Fault::kBodyTooLarge, Fault::kHeaderTooLarge})
    if (kFaults.at(static_cast<std::size_t>(own)).status == status) fault = own;
  return failure(fault, std::move(message));
}

inline tl::unexpected<Failure> fails(Fault fault, std::string message = {}) {
  return tl::unexpected<Failure>(failure(fault, std::move(message)));
}

}  // namespace smarttag::api
