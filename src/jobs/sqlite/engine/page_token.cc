#include "jobs/sqlite/engine/page_token.h"

#include <fmt/format.h>

#include <charconv>

namespace smarttag::jobs::sqlite {

std::string token_of(std::int64_t last_number) { return fmt::format("{:x}", last_number); }

Result<std::optional<std::int64_t>> position_of(const Page& page) {
  if (auto good = check(page); !good) return tl::unexpected(good.error());
  if (page.token.empty()) return std::nullopt;
  std::int64_t number = 0;
  const char* end = page.token.data() + page.token.size();
  const auto [last, bad] = std::from_chars(page.token.data(), end, number, 16);
  if (bad != std::errc{} || last != end || number < 0)
    return fail(ErrorKind::kUsage, "The NextToken is not one that this server gave.");
  return number;
}

}  // namespace smarttag::jobs::sqlite
