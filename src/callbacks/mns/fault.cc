#include "callbacks/mns/fault.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>

namespace smarttag::callbacks::mns {
namespace {

using enum FaultKind;

constexpr std::array kRows{
    FaultRow{kMissingAuthorization, 400, "MissingAuthorizationHeader", "Authorization header is required."},
    FaultRow{kInvalidAuthorization, 400, "InvalidAuthorizationHeader",
             "The Authorization header must be: MNS AccessKeyId:Signature."},
    FaultRow{kMissingDate, 400, "MissingDateHeader", "Date header is required."},
    FaultRow{kInvalidDate, 400, "InvalidDateHeader", "The Date header format is invalid."},
    FaultRow{kTimeExpired, 408, "TimeExpired",
             "The Date header is more than 15 minutes from this server's time."},
    FaultRow{kInvalidAccessKey, 403, "InvalidAccessKeyId", "The AccessKey ID does not exist or is inactive."},
    FaultRow{kSignatureDoesNotMatch, 403, "SignatureDoesNotMatch",
             "The signature does not match. Check the AccessKey secret and the signing method."},
    FaultRow{kAccessDenied, 403, "AccessDenied", "This AccessKey has no permission for this operation."},
    FaultRow{kTooManyRequests, 429, "TooManyRequests", "Too many calls per second. Try again later."},
    // Spelt so by MNS.
    FaultRow{kInvalidDigest, 400, "InvalidDegist", "The Content-MD5 does not fit the body."},
    FaultRow{kInvalidUrl, 400, "InvalidRequestURL", "Unknown queue operation."},
    FaultRow{kInvalidQuery, 400, "InvalidQueryString", "The query is invalid."},
    FaultRow{kInvalidArgument, 400, "InvalidArgument", "A value is invalid."},
    FaultRow{kMalformedXml, 400, "MalformedXML", "The XML is not well-formed."},
    FaultRow{kInvalidQueueName, 400, "InvalidQueueName",
             "A queue's name has 1 to 120 letters, digits, hyphens and underscores."},
    FaultRow{kQueueNotExist, 404, "QueueNotExist", "There is no queue of this name."},
    FaultRow{kQueueAlreadyExist, 409, "QueueAlreadyExist",
             "There is a queue of this name with other attributes, or of another user."},
    FaultRow{kMessageNotExist, 404, "MessageNotExist", "Message not exist."},
    FaultRow{kMissingReceiptHandle, 400, "MissingReceiptHandle", "ReceiptHandle is required."},
    FaultRow{kMissingVisibilityTimeout, 400, "MissingVisibilityTimeout", "VisibilityTimeout is required."},
    FaultRow{kReceiptHandle, 400, "ReceiptHandleError", "The receipt handle is not valid."},
    FaultRow{kUnavailable, 503, "ServiceUnavailable",
             "The store is temporarily unavailable. Try again later."},
    FaultRow{kInternal, 500, "InternalError", "Internal error."},
};

}  // namespace

const FaultRow& row(FaultKind kind) {
  const auto* found =
      std::find_if(kRows.begin(), kRows.end(), [kind](const FaultRow& each) { return each.kind == kind; });
  return found == kRows.end() ? kRows.back() : *found;
}

Fault fault_of(const Error& error) {
  if (error.kind == ErrorKind::kNotFound) return {kQueueNotExist};
  if (error.kind == ErrorKind::kConflict) return {kQueueAlreadyExist};
  spdlog::error("a call of queues fails: {}", error.log.text);
  return {error.kind == ErrorKind::kStoreFailed ? kUnavailable : kInternal};
}

}  // namespace smarttag::callbacks::mns
