#include "blobs/open_blob_store.h"

#include <filesystem>

#include <gtest/gtest.h>

namespace smarttag::blobs {
namespace {

TEST(OpenBlobStore, OpensAFolder) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / "opened blobs";
  const auto store = open_blob_store("folder:" + folder.string());
  ASSERT_TRUE(store) << store.error().client.text;
  EXPECT_TRUE(std::filesystem::is_directory(folder));
  std::filesystem::remove_all(folder);
}

TEST(OpenBlobStore, RefusesUnknownPlacesWithoutTellingSecrets) {
  for (const auto* url : {"s4://key:sesame@host/bucket", "/srv/blobs", "", ":", "folder", "folder:"}) {
    const auto store = open_blob_store(url);
    ASSERT_FALSE(store) << url;
    EXPECT_EQ(store.error().kind, ErrorKind::kUsage);
    EXPECT_EQ((store.error().client.text + store.error().log.text).find("sesame"), std::string::npos);
  }
}

}  // namespace
}  // namespace smarttag::blobs
