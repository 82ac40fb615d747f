// The store of this machine's service, as the settings say.
#pragma once

#include <memory>

#include "base/settings.h"
#include "jobs/store.h"

namespace smarttag::service {

// Opens or makes what the setting store names, the data folder by default. kUsage, kStoreFailed.
Result<std::unique_ptr<jobs::Store>> open_store(const Settings& settings);

}  // namespace smarttag::service
