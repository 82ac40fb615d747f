#include "blobs/folder_store.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include <gtest/gtest.h>

namespace smarttag::blobs {
namespace {

namespace fs = std::filesystem;

class FolderStores : public ::testing::Test {
 protected:
  FolderStores() {
    std::string name = ::testing::TempDir() + "blobs-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder " + name);
    folder_ = name;
  }
  ~FolderStores() override { fs::remove_all(folder_); }
  std::size_t unfinished() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_ / "unfinished"), fs::directory_iterator{}));
  }
  fs::path folder_;
};

// A process that is killed while it writes; returns when it is gone.
void be_killed_while_writing(const fs::path& folder) {
  const pid_t child = ::fork();
  if (child == 0) {
    const auto store = FolderStore::open_folder(folder);
    if (!store) ::_exit(1);
    int part = 0;
    const auto put = (*store)->put("half", [&](std::span<char> into) -> Result<std::size_t> {
      if (part++ == 3) ::raise(SIGKILL);
      return into.size();
    });
    ::_exit(put ? 2 : 3);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
}

TEST_F(FolderStores, SweepsWhatAKilledWriterLeft) {
  ASSERT_TRUE(FolderStore::open_folder(folder_));
  be_killed_while_writing(folder_);
  EXPECT_EQ(unfinished(), 1U);
  const auto store = FolderStore::open_folder(folder_).value();
  EXPECT_EQ(unfinished(), 0U);
  EXPECT_EQ(store->list({}, 10).value().size(), 0U);
  EXPECT_TRUE(store->put("half", content_of("anew")));
}

TEST_F(FolderStores, LeavesWhatAnotherWriterIsAt) {
  const auto store = FolderStore::open_folder(folder_).value();
  int part = 0;
  const auto put = store->put("slow", [&](std::span<char> into) -> Result<std::size_t> {
    if (part++ == 2) return 0;
    EXPECT_TRUE(FolderStore::open_folder(folder_));  // another process starts meanwhile
    return into.size();
  });
  EXPECT_TRUE(put) << put.error().log.text;
  EXPECT_EQ(unfinished(), 0U);
}

TEST_F(FolderStores, IsClosedToOtherUsers) {
  const auto store = FolderStore::open_folder(folder_ / "blobs").value();
  ASSERT_TRUE(store->put("secret", content_of("text")));
  struct stat found {};
  ASSERT_EQ(::stat((folder_ / "blobs").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0700U);
  ASSERT_EQ(::stat((folder_ / "blobs" / "se" / "secret").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

TEST_F(FolderStores, FollowsNoLinkOutOfTheFolder) {
  const auto store = FolderStore::open_folder(folder_).value();
  ASSERT_TRUE(store->put("ab-1", content_of("text")));
  fs::create_symlink("/etc/passwd", folder_ / "ab" / "ab-2");
  const auto reader = store->open("ab-2");
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().kind, ErrorKind::kStoreFailed);
}

// A limit of the process on the size of files stands for the full disk.
TEST_F(FolderStores, SaysThatTheDiskIsFullAndKeepsNothing) {
  const auto store = FolderStore::open_folder(folder_).value();
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(1);
    const auto put = store->put("large", content_of(std::string(10'000, 'x')));
    ::_exit(!put && put.error().kind == ErrorKind::kStoreFailed ? 0 : 2);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(unfinished(), 0U);
  EXPECT_EQ(store->list({}, 10).value().size(), 0U);
}

TEST(FolderStore, CannotStandOnAFile) {
  const std::string file = ::testing::TempDir() + "blobs-file";
  std::ofstream(file) << "text";
  const auto store = FolderStore::open_folder(file);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, ErrorKind::kStoreFailed);
  fs::remove(file);
}

}  // namespace
}  // namespace smarttag::blobs
