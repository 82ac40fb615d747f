// The facts of one job in bounded memory: what does not fit is written to a scratch file, in sorted runs that
// are merged when they are read (an external merge sort).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "facts/fact.h"

namespace smarttag::facts {

// Facts one after the other, in order of `from`; those that begin together in the order in which they were
// added. Used by one thread.
class FactStream {
 public:
  virtual ~FactStream() = default;
  virtual Result<std::optional<TimedFact>> next() = 0;  // nothing at the end
};

// Adding is thread-safe; facts are read when nobody adds any more.
class FactLog {
 public:
  // `scratch` is an empty file that may be read and written; it stays the caller's and outlives the log and
  // its streams. Up to `memory` bytes of facts of each kind are held.
  explicit FactLog(int scratch, std::size_t memory = std::size_t{16} << 20);
  ~FactLog();
  FactLog(const FactLog&) = delete;
  FactLog& operator=(const FactLog&) = delete;

  // kOutputFailed when the scratch file cannot be written.
  Result<void> add(const TimedFact& fact);

  std::size_t count(Kind kind) const;

  // Of this kind; of these kinds; errors of a stream: kInternal.
  std::unique_ptr<FactStream> stream(Kind kind) const;
  std::unique_ptr<FactStream> stream(const std::vector<Kind>& kinds) const;

  // Forgets what has been added of a kind.
  void clear(Kind kind);

 private:
  struct OfKind;

  Result<void> spill(OfKind& of_kind);

  int scratch_;
  std::size_t memory_;
  mutable std::mutex mutex_;
  std::int64_t written_ = 0;  // bytes of the scratch file
  std::vector<OfKind> kinds_;
};

// All that a stream gives, for kinds of which a job has few.
Result<std::vector<TimedFact>> all_of(FactStream& stream);

}  // namespace smarttag::facts
