#include "jobs/page.h"

#include <fmt/format.h>

namespace smarttag::jobs {
namespace {

constexpr int kMostRows = 100;

}  // namespace

Result<void> check(const Page& page) {
  if (page.size < 1 || page.size > kMostRows)
    return fail(ErrorKind::kUsage, fmt::format("The page size must be 1 to {}.", kMostRows));
  if (page.number < 1) return fail(ErrorKind::kUsage, "Pages count from 1.");
  return {};
}

}  // namespace smarttag::jobs
