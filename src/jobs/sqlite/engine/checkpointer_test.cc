// The log goes back into the file by itself, and stays short, whatever readers do.
#include "jobs/sqlite/engine/checkpointer.h"

#include <gtest/gtest.h>

#include "jobs/testing/temporary_folder.h"

namespace smarttag::jobs::sqlite {
namespace {

constexpr std::chrono::milliseconds kPatience{10000};

class CheckpointerTest : public ::testing::Test {
 protected:
  CheckpointerTest() { writer_.script("CREATE TABLE notes (text TEXT NOT NULL)"); }

  // A page or two of the log for each.
  void write(int times) {
    for (int i = 0; i < times; ++i) writer_.run("INSERT INTO notes VALUES (?)", std::string(3000, 'x'));
  }

  std::uintmax_t size(const std::string& ending) {
    return std::filesystem::file_size(file_.string() + ending);
  }

  testing::TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "test.db";
  Connection writer_{file_, Access::kWrite, kPatience};
};

TEST_F(CheckpointerTest, CheckpointsByItself) {
  const auto before = size("");
  const Checkpointer checkpointer{file_, writer_, kPatience, {.pages = 10, .longest = 1'000'000}};
  int written = 0;
  while (size("") == before && written < 10'000) write(++written);
  EXPECT_GT(size(""), before);
}

TEST_F(CheckpointerTest, WithoutItNoCheckpointHappensEarly) {
  const auto before = size("");
  const Checkpointer checkpointer{file_, writer_, kPatience, {.pages = 1'000'000, .longest = 1'000'000}};
  write(1500);  // more than SQLite's own measure
  EXPECT_EQ(size(""), before);
}

TEST_F(CheckpointerTest, BoundsTheLogUnderConstantLoad) {
  const Checkpointer checkpointer{file_, writer_, kPatience, {.pages = 10, .longest = 100}};
  write(3000);
  EXPECT_LT(size("-wal"), 4'000'000u) << "of some 24,000,000 written";
}

TEST_F(CheckpointerTest, LongReadDoesNotBlockWrites) {
  write(1);
  Connection reader{file_, Access::kRead, std::chrono::milliseconds{0}};
  const Checkpointer checkpointer{file_, writer_, kPatience, {.pages = 10, .longest = 20}};
  const auto seen = [&] { return reader.number("SELECT count(*) FROM notes"); };
  reader.run("BEGIN");
  EXPECT_EQ(seen(), 1);
  write(200);
  EXPECT_EQ(seen(), 1);
  reader.run("COMMIT");
  EXPECT_EQ(seen(), 201);
}

}  // namespace
}  // namespace smarttag::jobs::sqlite
