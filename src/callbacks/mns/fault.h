// Errors as MNS tells them. Codes and statuses: "Error codes" of its API reference.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "base/error.h"

namespace smarttag::callbacks::mns {

enum class FaultKind {
  kMissingAuthorization,
  kInvalidAuthorization,
  kMissingDate,
  kInvalidDate,
  kTimeExpired,
  kInvalidAccessKey,
  kSignatureDoesNotMatch,
  kAccessDenied,
  kTooManyRequests,
  kInvalidDigest,
  kInvalidUrl,
  kInvalidQuery,
  kInvalidArgument,
  kMalformedXml,
  kInvalidQueueName,
  kQueueNotExist,
  kQueueAlreadyExist,
  kMessageNotExist,
  kMissingReceiptHandle,
  kMissingVisibilityTimeout,
  kReceiptHandle,
  kUnavailable,
  kInternal,
};

struct FaultRow {
  FaultKind kind;
  int status;
  std::string_view code;
  std::string_view message;  // unless the fault has one of its own
};

const FaultRow& row(FaultKind kind);

struct Fault {
  FaultKind kind;
  std::string message{};  // empty: that of the row
};

template <class T>
using Reply = tl::expected<T, Fault>;

inline tl::unexpected<Fault> refuse(FaultKind kind, std::string message = {}) {
  return tl::unexpected<Fault>(Fault{kind, std::move(message)});
}

// An error of a store: a queue that is not there, a database that fails.
Fault fault_of(const Error& error);

}  // namespace smarttag::callbacks::mns
