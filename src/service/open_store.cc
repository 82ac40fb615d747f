#include "service/open_store.h"

#include <algorithm>

#include "base/paths.h"
#include "jobs/sqlite/open.h"

namespace smarttag::service {

Result<std::unique_ptr<jobs::Store>> open_store(const Settings& settings) {
  jobs::StoreOptions options;
  options.folder = data_folder(settings);
  options.retry.most_failures = static_cast<int>(std::max<std::int64_t>(1, settings.integer("attempts")));
  return jobs::sqlite::open_store(options);
}

}  // namespace smarttag::service
