// Expected failure as a value: a closed set of kinds, and one table from kind to exit code, HTTP status and
// code.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace smarttag {

// Adding a kind means adding its row to the table in error.cc; nothing else switches over kinds.
enum class ErrorKind {
  kUsage,             // the call itself is wrong: unknown flag, bad value, bad JSON parameter
  kInputMissing,      // no such file, no such object
  kInputUnreadable,   // empty, truncated, not media, permission
  kInputUnsupported,  // a container or codec that is not on the allow-list
  kInputRefused,      // a playlist, a forbidden address, an escape from the allowed root
  kInputTooLarge,     // bytes, seconds, pixels or streams beyond a limit
  kInputUnreachable,  // the server of a URL cannot be reached, is too slow or breaks off; retryable
  kModelMissing,      // a model is not installed or its file is damaged
  kAnalysisFailed,    // an analyser failed on input that was read
  kAnalysisCrashed,   // the analysis process died
  kTimeLimit,         // the job's time was used up
  kMemoryLimit,       // the job's memory was used up
  kNotFound,          // no such job, pipeline, template, library ... of this user
  kConflict,          // the name is taken, or the state of things forbids it
  kQuotaExceeded,     // the user has as much of something as the operator allows
  kStoreFailed,       // the database cannot be read or written: full, read-only, busy, damaged
  kInterrupted,       // the user or the operator stopped it
  kOutputFailed,      // a result could not be written
  kInternal,          // a defect of ours
};

// Text that a client may see: no path of the server, no secret, says what to do.
struct ClientText {
  std::string text;
};

// Text for the log only.
struct LogText {
  std::string text;
};

struct Error {
  ErrorKind kind;
  ClientText client;
  LogText log{};
};

struct ErrorRow {
  ErrorKind kind;
  std::string_view name;  // stable identifier, used between processes and in JSON ("InputMissing")
  int exit_code;          // of the command line
  int http_status;        // of the API
  std::string_view code;  // of the API's error envelope
  bool retryable;         // a job that failed so is tried again; the same input may succeed later
};

// The row of a kind; never fails.
const ErrorRow& row(ErrorKind kind);

// The kind with this name; kInternal for a name that is not in the table.
ErrorKind kind_named(std::string_view name);

template <class T>
using Result = tl::expected<T, Error>;

// return fail(ErrorKind::kInputMissing, "No such file: a.mp4. Check the path.");
inline tl::unexpected<Error> fail(ErrorKind kind, std::string client, std::string log = {}) {
  return tl::unexpected<Error>(Error{kind, {std::move(client)}, {std::move(log)}});
}

}  // namespace smarttag
