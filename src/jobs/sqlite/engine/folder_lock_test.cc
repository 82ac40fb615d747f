#include "jobs/sqlite/engine/folder_lock.h"

#include "jobs/testing/child_process.h"
#include "jobs/testing/temporary_folder.h"

namespace smarttag::jobs {
namespace {

using testing::ChildProcess;
using testing::Pipe;

TEST(FolderLock, IsHeldByOneAtATime) {
  const testing::TemporaryFolder folder;
  {
    const auto first = FolderLock::take(folder.path());
    ASSERT_TRUE(first);
    const auto second = FolderLock::take(folder.path());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::kConflict);
    EXPECT_NE(second.error().log.text.find(std::to_string(getpid())), std::string::npos);
  }
  EXPECT_TRUE(FolderLock::take(folder.path()));
}

TEST(FolderLock, OfOneFolderLeavesOthersAlone) {
  const testing::TemporaryFolder one;
  const testing::TemporaryFolder two;
  const auto first = FolderLock::take(one.path());
  EXPECT_TRUE(first);
  EXPECT_TRUE(FolderLock::take(two.path()));
}

TEST(FolderLock, EndsWithAProcessThatIsKilled) {
  const testing::TemporaryFolder folder;
  Pipe pipe;
  ChildProcess child{[&] {
    const auto lock = FolderLock::take(folder.path());
    pipe.say(lock ? "held" : "failed");
    pause();
  }};
  EXPECT_EQ(pipe.hear(), "held");
  EXPECT_FALSE(FolderLock::take(folder.path()));
  child.kill();
  EXPECT_TRUE(FolderLock::take(folder.path()));
}

TEST(FolderLock, NeedsAFolder) {
  const auto lock = FolderLock::take("/nowhere/at/all");
  ASSERT_FALSE(lock);
  EXPECT_EQ(lock.error().kind, ErrorKind::kStoreFailed);
}

}  // namespace
}  // namespace smarttag::jobs
