// The stores in SQLite, in one file of the data folder.
#pragma once

#include <memory>

#include "jobs/store.h"

namespace smarttag::jobs::sqlite {

// Opens smarttag.db and server.key in the folder, or makes them. Any number of processes on one machine may
// have the same folder open; a network file system will not do, as SQLite's WAL needs shared memory.
// kUsage without a folder; kStoreFailed.
Result<std::unique_ptr<Store>> open_store(const std::string& folder, const StoreOptions& options);

}  // namespace smarttag::jobs::sqlite
