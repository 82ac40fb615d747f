// Opens the place for blobs that a URL names. A new place is a file beside folder_store.cc and a row of the
// table in open_blob_store.cc.
#pragma once

#include "blobs/blob_store.h"

namespace smarttag::blobs {

// "folder:FOLDER". kUsage for a URL of no known kind; kStoreFailed.
Result<std::unique_ptr<BlobStore>> open_blob_store(const std::string& url);

}  // namespace smarttag::blobs
