// Blobs as files below a folder: FOLDER/ab/abcdef... by the first two letters of the name, so that no folder
// grows too long; what is being written lies in FOLDER/unfinished.
#pragma once

#include <filesystem>

#include "blobs/blob_store.h"

namespace smarttag::blobs {

class FolderStore final : public BlobStore {
 public:
  // Makes the folder (mode 0700) when there is none, and removes what writers that are gone have left
  // unfinished. kStoreFailed.
  static Result<std::unique_ptr<BlobStore>> open_folder(const std::filesystem::path& folder);

  Result<std::int64_t> put(const std::string& name, const Content& content) override;
  Result<std::unique_ptr<BlobReader>> open(const std::string& name) override;
  Result<void> remove(const std::string& name) override;
  Result<std::vector<BlobInfo>> list(const std::string& after, std::size_t most) override;

 private:
  explicit FolderStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::filesystem::path shard_of(const std::string& name) const { return folder_ / name.substr(0, 2); }
  Result<void> publish(const std::filesystem::path& unfinished, const std::string& name) const;

  std::filesystem::path folder_;
};

}  // namespace smarttag::blobs
