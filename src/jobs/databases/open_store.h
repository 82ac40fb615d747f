// Opens the store that a URL names. A new database is a folder beside sqlite/ and a row of the table in
// open_store.cc.
#pragma once

#include <memory>

#include "jobs/store.h"

namespace smarttag::jobs {

// "sqlite:FOLDER". kUsage for a URL of no known kind of database; kStoreFailed.
Result<std::unique_ptr<Store>> open_store(const StoreOptions& options);

}  // namespace smarttag::jobs
