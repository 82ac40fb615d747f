// The tokens of pages: the number of the last row, in hex. With one writer at a time, row numbers rise in the
// order of commits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "jobs/page.h"

namespace smarttag::jobs::sqlite {

std::string token_of(std::int64_t last_number);

// The row behind which the page begins; nothing when it is given by its number. kUsage for a bad page and a
// token that token_of did not make.
Result<std::optional<std::int64_t>> position_of(const Page& page);

}  // namespace smarttag::jobs::sqlite
