// A data folder of the first version of the schema opens: its results are moved into the blob store.
#include <spdlog/fmt/fmt.h>
#include <sqlite3.h>

#include "jobs/databases/open_store.h"
#include "jobs/sqlite/engine/connection.h"
#include "jobs/sqlite/engine/schema_steps.h"
#include "jobs/testing/kept_results.h"

namespace smarttag::jobs::sqlite {
namespace {

using testing::must;

class OldTexts : public ::testing::Test {
 protected:
  OldTexts() {
    open();  // makes the key
    for (const auto* ending : {"", "-wal", "-shm"})
      std::filesystem::remove(data_ / (std::string("smarttag.db") + ending));
    Connection old{data_ / "smarttag.db", Access::kWrite, std::chrono::milliseconds{1000}};
    for (const auto part : schema_1()) old.script(std::string{part});
    old.script(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = 1", 0x736d7467));
    for (int i = 1; i <= 3; ++i)
      old.run(
          "INSERT INTO jobs (number, id, owner, pipeline, priority, phase, title, content, user_data, "
          "input_json, params_json, template_id, template_json, notify_url, destinations_json, created, "
          "modified, finished) VALUES (?, ?, 7, 'p', 6, ?, '', '', '', '{}', '{}', '', '', '', '[]', 5, 6, "
          "?)",
          i, id(i), i == 3 ? 0 : 3, i == 3 ? std::optional<std::int64_t>{} : 60 + i);
    const auto result = "INSERT INTO job_results (job, place, type, data) VALUES (?, ?, ?, ?)";
    old.run(result, 1, 0, "VideoLabel", R"({"persons":[]})");
    old.run(result, 1, 1, "ASR", R"({"details":[{"content":"你好"}]})");
    old.run("INSERT INTO job_usages VALUES (1, 2, 'video', 12)");
    old.run("INSERT INTO job_files VALUES (1, 3, 'subtitles.srt', ?)", "1\n你好\n");
    old.run("INSERT INTO job_files VALUES (1, 4, 'empty.srt', '')");
    old.run(result, 2, 0, "Meta", R"({"title":"t"})");
  }

  static std::string id(int i) { return std::string(31, 'a') + std::to_string(i); }
  std::unique_ptr<Store> open() { return must(open_store({"sqlite:" + data_.string()})); }

  testing::TemporaryFolder folder_;
  std::filesystem::path data_ = folder_.path() / "data";
};

void expect_first(Store& store, const Outcome& first) {
  ASSERT_EQ(first.results.size(), 2U);
  EXPECT_EQ(first.results[0].type, "VideoLabel");
  EXPECT_EQ(testing::text_of(store, first.results[1].part), R"({"details":[{"content":"你好"}]})");
  EXPECT_EQ(first.results[1].revision, 1);
  EXPECT_EQ(first.results[1].created, Time{std::chrono::milliseconds{61}});
  ASSERT_EQ(first.usages.size(), 1U);
  EXPECT_EQ(first.usages[0].quota, 12);
  ASSERT_EQ(first.files.size(), 2U);
  EXPECT_EQ(testing::text_of(store, first.files[0].part), "1\n你好\n");
  EXPECT_FALSE(first.facts);
}

TEST_F(OldTexts, AreMovedOnce) {
  for (int round = 0; round < 2; ++round) {
    const auto store = open();
    expect_first(*store, must(store->results().outcome(7, id(1))));
    EXPECT_EQ(testing::text_of(*store, must(store->results().outcome(7, id(2))).results.at(0).part),
              R"({"title":"t"})");
    EXPECT_TRUE(must(store->results().outcome(7, id(3))).results.empty());
    EXPECT_EQ(must(store->blobs().list({}, 10)).size(), 2U);
  }
}

TEST_F(OldTexts, ThatCannotBeWrittenStayUntilTheNextStart) {
  StoreOptions options{"sqlite:" + data_.string()};
  options.blobs = "folder:" + (data_ / "smarttag.db").string();  // no folder
  EXPECT_FALSE(open_store(options));
  const auto store = open();
  expect_first(*store, must(store->results().outcome(7, id(1))));
}

}  // namespace
}  // namespace smarttag::jobs::sqlite
