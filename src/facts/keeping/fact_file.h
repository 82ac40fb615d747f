// The file in which the facts of a job are kept beside its results: gzip of a header and the facts, each with
// its length before it (protobuf's delimited messages), in order of time.
#pragma once

#include <memory>
#include <string>

#include "base/error.h"
#include "facts/keeping/fact_log.h"

namespace smarttag::facts {

// Writes from the descriptor's position on. kOutputFailed; errors of the stream come back as they are.
Result<void> write_facts(int fd, const std::string& about, FactStream& facts);

struct KeptFacts {
  std::string about;  // as write_facts was given it
  std::unique_ptr<FactStream> facts;
};

// Reads from the descriptor's position on; it stays the caller's and outlives the stream. kInputUnreadable
// for what is no such file, a damaged one (also from the stream), and a version that this program cannot
// read.
Result<KeptFacts> read_facts(int fd);

}  // namespace smarttag::facts
