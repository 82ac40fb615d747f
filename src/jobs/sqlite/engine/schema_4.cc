// What a reader of a job's results should know of its media.
#include <array>

#include "jobs/sqlite/engine/schema_steps.h"

namespace smarttag::jobs::sqlite {
namespace {

constexpr std::string_view kRemarks = R"sql(
CREATE TABLE job_remarks (
  job INTEGER NOT NULL REFERENCES jobs (number) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (job, place)
) STRICT;
)sql";

constexpr std::array kParts{kRemarks};

}  // namespace

std::span<const std::string_view> schema_4() { return kParts; }

}  // namespace smarttag::jobs::sqlite
