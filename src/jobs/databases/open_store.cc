#include "jobs/databases/open_store.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "jobs/sqlite/open.h"

namespace smarttag::jobs {
namespace {

// `open` gets what stands in the URL behind "scheme:".
struct DatabaseRow {
  std::string_view scheme;
  Result<std::unique_ptr<Store>> (*open)(const std::string& rest, const StoreOptions& options);
};

constexpr std::array kTable{DatabaseRow{"sqlite", &sqlite::open_store}};

}  // namespace

Result<std::unique_ptr<Store>> open_store(const StoreOptions& options) {
  const auto colon = options.url.find(':');
  const std::string scheme = options.url.substr(0, colon);
  const auto* found =
      std::find_if(kTable.begin(), kTable.end(), [&](const auto& row) { return row.scheme == scheme; });
  // The rest of the URL may hold a password.
  if (colon == std::string::npos || found == kTable.end())
    return fail(ErrorKind::kUsage,
                fmt::format("There is no database of the kind '{}'. Set store to sqlite:FOLDER.",
                            colon == std::string::npos ? "" : scheme));
  return found->open(options.url.substr(colon + 1), options);
}

}  // namespace smarttag::jobs
