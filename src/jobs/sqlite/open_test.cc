// Opening a data folder: what is made, and what is refused with which words.
#include "jobs/sqlite/open.h"

#include <sys/stat.h>

#include <fstream>

#include "jobs/testing/temporary_folder.h"

namespace smarttag::jobs::sqlite {
namespace {

class Open : public ::testing::Test {
 protected:
  Error refusal() {
    const auto opened = open_store(data_.string(), {});
    if (opened) return {ErrorKind::kInternal, {"it opened"}};
    return opened.error();
  }

  testing::TemporaryFolder folder_;
  std::filesystem::path data_ = folder_.path() / "new" / "data";
};

TEST_F(Open, MakesTheFolderForItsOwnerAlone) {
  ASSERT_TRUE(open_store(data_.string(), {}));
  for (const auto* name : {"smarttag.db", "server.key"})
    EXPECT_TRUE(std::filesystem::exists(data_ / name)) << name;
  struct stat about {};
  ASSERT_EQ(stat(data_.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0700u);
}

TEST_F(Open, OfADatabaseWithoutItsKeyIsRefused) {
  ASSERT_TRUE(open_store(data_.string(), {}));
  std::filesystem::remove(data_ / "server.key");
  const auto error = refusal();
  EXPECT_EQ(error.kind, ErrorKind::kStoreFailed);
  EXPECT_NE(error.client.text.find("server.key"), std::string::npos) << error.client.text;
  EXPECT_FALSE(std::filesystem::exists(data_ / "server.key"));
}

TEST_F(Open, WithTheKeyOfAnotherDatabaseIsRefused) {
  ASSERT_TRUE(open_store(data_.string(), {}).value()->accounts().create_user("ada", "[]"));
  const auto other = folder_.path() / "other";
  ASSERT_TRUE(open_store(other.string(), {}));
  std::filesystem::copy_file(other / "server.key", data_ / "server.key",
                             std::filesystem::copy_options::overwrite_existing);
  const auto error = refusal();
  EXPECT_EQ(error.kind, ErrorKind::kStoreFailed);
  EXPECT_NE(error.client.text.find("server.key"), std::string::npos) << error.client.text;
}

TEST_F(Open, OfADamagedDatabaseIsRefused) {
  ASSERT_TRUE(open_store(data_.string(), {}));
  for (const auto* name : {"smarttag.db-wal", "smarttag.db-shm"}) std::filesystem::remove(data_ / name);
  std::ofstream(data_ / "smarttag.db", std::ios::trunc) << std::string(8192, '\x7f');
  const auto error = refusal();
  EXPECT_EQ(error.kind, ErrorKind::kStoreFailed);
  EXPECT_NE(error.client.text.find("damaged"), std::string::npos) << error.client.text;
}

TEST_F(Open, WhereNothingCanBeWrittenIsRefused) {
  data_ = "/proc/smarttag";  // refuses even root
  EXPECT_EQ(refusal().kind, ErrorKind::kStoreFailed);
  std::ofstream(folder_.path() / "file") << "x";
  data_ = folder_.path() / "file" / "data";
  EXPECT_EQ(refusal().kind, ErrorKind::kStoreFailed);
}

TEST_F(Open, ByTwoInOneProcessSharesWhatIsThere) {
  const auto one = open_store(data_.string(), {}).value();
  const auto two = open_store(data_.string(), {}).value();
  ASSERT_TRUE(one->accounts().create_user("ada", "[]"));
  EXPECT_TRUE(two->accounts().find_user("ada"));
}

}  // namespace
}  // namespace smarttag::jobs::sqlite
