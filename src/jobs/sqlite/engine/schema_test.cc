#include "jobs/sqlite/engine/schema.h"

#include <fmt/format.h>

#include "jobs/testing/temporary_folder.h"

namespace smarttag::jobs::sqlite {
namespace {

using std::chrono::milliseconds;

class Schema : public ::testing::Test {
 protected:
  testing::TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "test.db";
  Connection connection_{file_, Access::kWrite, milliseconds{1000}};

  std::string refusal() {
    try {
      migrate(connection_);
    } catch (const StoreFailure& failure) {
      return failure.what();
    }
    return {};
  }
};

TEST_F(Schema, IsMadeOnceAndThenLeftAlone) {
  migrate(connection_);
  EXPECT_EQ(connection_.number("PRAGMA user_version"), schema_version());
  EXPECT_GT(connection_.number("SELECT count(*) FROM sqlite_schema WHERE name = 'jobs'"), 0);
  migrate(connection_);
  EXPECT_EQ(connection_.number("SELECT count(*) FROM probe"), 1);
}

TEST_F(Schema, OfANewerProgramIsRefused) {
  migrate(connection_);
  connection_.script(fmt::format("PRAGMA user_version = {}", schema_version() + 1));
  EXPECT_NE(refusal().find("newer"), std::string::npos);
  EXPECT_EQ(connection_.number("PRAGMA user_version"), schema_version() + 1);
  EXPECT_FALSE(connection_.in_transaction());
}

TEST_F(Schema, OfAnotherProgramIsRefused) {
  connection_.script("CREATE TABLE songs (title TEXT)");
  EXPECT_NE(refusal().find("another program"), std::string::npos);
  connection_.script("PRAGMA user_version = 1");
  EXPECT_NE(refusal().find("another program"), std::string::npos);
  EXPECT_EQ(connection_.number("SELECT count(*) FROM sqlite_schema"), 1);
}

TEST_F(Schema, ThatFailsHalfwayLeavesNothing) {
  connection_.script("PRAGMA max_page_count = 10");
  EXPECT_NE(refusal(), "");
  EXPECT_FALSE(connection_.in_transaction());
  EXPECT_EQ(connection_.number("SELECT count(*) FROM sqlite_schema"), 0);
  connection_.script("PRAGMA max_page_count = 1000000");
  EXPECT_EQ(refusal(), "");
}

TEST_F(Schema, KeepsEachTextAndNumberAsItCame) {
  connection_.script("CREATE TABLE kept (a TEXT, b INTEGER, c REAL, d BLOB, e BLOB, f TEXT) STRICT");
  const std::string text("a\0'ü", 5);
  const std::vector<std::uint8_t> bytes{0, 255, 1};
  const std::vector<float> floats{1.5F, -0.25F};
  connection_.run("INSERT INTO kept VALUES (?, ?, ?, ?, ?, ?)", text, std::int64_t{-1} << 62, 0.1,
                  Blob{bytes}, std::span<const float>{floats}, std::optional<std::string>{});
  const auto same = connection_.first("SELECT * FROM kept", [&](const Row& row) {
    return row.text(0) == text && row.integer(1) == std::int64_t{-1} << 62 && row.real(2) == 0.1 &&
           row.bytes(3) == bytes && row.floats(4) == floats && row.null(5) && row.text(5).empty();
  });
  EXPECT_EQ(same, true);
}

TEST_F(Schema, EmptyTextsAndBlobsAreNotNull) {
  connection_.script("CREATE TABLE kept (a TEXT NOT NULL, b BLOB NOT NULL) STRICT");
  connection_.run("INSERT INTO kept VALUES (?, ?)", std::string_view{}, Blob{});
  EXPECT_EQ(connection_.number("SELECT length(a) + length(b) FROM kept"), 0);
}

TEST_F(Schema, BadSqlIsAFailureThatNamesIt) {
  EXPECT_THROW(connection_.run("SELECT FROM nowhere"), StoreFailure);
  EXPECT_THROW(connection_.run(""), StoreFailure);
  EXPECT_THROW(connection_.run("SELECT ?", 1, 2), StoreFailure);
}

}  // namespace
}  // namespace smarttag::jobs::sqlite
