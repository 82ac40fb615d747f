#include "blobs/open_blob_store.h"

#include <algorithm>
#include <array>

#include "blobs/folder_store.h"

namespace smarttag::blobs {
namespace {

Result<std::unique_ptr<BlobStore>> open_folder(const std::string& folder) {
  return FolderStore::open_folder(folder);
}

// `open` gets what stands in the URL behind "scheme:".
struct PlaceRow {
  std::string_view scheme;
  Result<std::unique_ptr<BlobStore>> (*open)(const std::string& rest);
};

constexpr std::array kTable{PlaceRow{"folder", &open_folder}};

}  // namespace

Result<std::unique_ptr<BlobStore>> open_blob_store(const std::string& url) {
  const auto colon = url.find(':');
  const auto* found = std::find_if(kTable.begin(), kTable.end(), [&](const auto& row) {
    return colon != std::string::npos && row.scheme == url.substr(0, colon);
  });
  // The rest of a URL may hold a secret.
  if (found == kTable.end() || colon + 1 == url.size())
    return fail(ErrorKind::kUsage, "Unknown kind of result store. Set blobs to folder:FOLDER.");
  return found->open(url.substr(colon + 1));
}

}  // namespace smarttag::blobs
