#include "service/open_store.h"

#include <algorithm>

#include "base/paths.h"
#include "jobs/databases/open_store.h"

namespace smarttag::service {

Result<std::unique_ptr<jobs::Store>> open_store(const Settings& settings) {
  jobs::StoreOptions options;
  options.url = settings.text("store");
  if (options.url.empty()) options.url = "sqlite:" + data_folder(settings).string();
  options.retry.most_failures = static_cast<int>(std::max<std::int64_t>(1, settings.integer("attempts")));
  options.nonces = jobs::NonceLimits::for_rate(settings.integer("calls-per-second"));
  options.blobs = settings.text("blobs");
  options.limits.jobs = settings.integer("user-jobs");
  options.limits.analyses = settings.integer("user-analyses");
  options.limits.bytes = settings.integer("user-bytes");
  return jobs::open_store(options);
}

}  // namespace smarttag::service
