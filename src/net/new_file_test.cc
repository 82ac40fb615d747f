#include "net/new_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "jobs/testing/temporary_folder.h"

namespace smarttag::net {
namespace {

using jobs::testing::TemporaryFolder;

TEST(NewFile, HasNoNameWhileItIsWritten) {
  const TemporaryFolder folder;
  NewFile file(folder.path());
  ASSERT_EQ(file.error(), 0);
  ASSERT_TRUE(file.write("film", 4));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << "a kill now would leave a file behind";
}

TEST(NewFile, ThatIsKeptHasItsBytesAndBelongsToItsOwnerAlone) {
  const TemporaryFolder folder;
  NewFile file(folder.path());
  ASSERT_TRUE(file.write("film", 4));
  const auto path = file.keep();
  ASSERT_TRUE(path);
  std::ifstream in(*path);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "film");
  EXPECT_EQ(std::filesystem::status(*path).permissions(), std::filesystem::perms{0600});
}

TEST(NewFile, InNoFolderIsAnError) { EXPECT_NE(NewFile("/nowhere/at/all").error(), 0); }

}  // namespace
}  // namespace smarttag::net
