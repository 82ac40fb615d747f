#include "base/unnamed_file.h"

#include <unistd.h>

#include <gtest/gtest.h>

namespace smarttag {
namespace {

TEST(UnnamedFile, LeavesNothingInItsFolder) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "unnamed" / "made-on-demand";
  const auto file = unnamed_file(folder);
  ASSERT_TRUE(file);
  EXPECT_EQ(::write(file->get(), "text", 4), 4);
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  std::filesystem::remove_all(folder);
}

TEST(UnnamedFile, AFolderThatCannotBeMadeIsAnError) {
  const auto file = unnamed_file("/dev/null/folder");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().kind, ErrorKind::kOutputFailed);
}

}  // namespace
}  // namespace smarttag
