// What the stores of one database share.
#pragma once

#include "base/clock.h"
#include "jobs/account_store.h"
#include "jobs/retry_policy.h"
#include "jobs/sqlite/engine/database.h"

namespace smarttag::jobs::sqlite {

struct Context {
  Database& database;
  const Clock& clock;
  RetryPolicy retry;
  UserLimits limits{};  // of users without limits of their own
};

// The error for what is not there, or not the asker's: "There is no such job."
inline tl::unexpected<Error> not_found(const std::string& what) {
  return fail(ErrorKind::kNotFound, "There is no such " + what + ".");
}

// For a row that was looked for.
template <class T>
Result<T> or_not_found(std::optional<T> found, const std::string& what) {
  if (!found) return not_found(what);
  return *std::move(found);
}

}  // namespace smarttag::jobs::sqlite
