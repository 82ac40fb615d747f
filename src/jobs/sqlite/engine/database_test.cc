// Transactions: what is grouped, what is kept apart, and what happens when the disk or the file is bad.
#include "jobs/sqlite/engine/database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <latch>

#include "jobs/testing/temporary_folder.h"

namespace smarttag::jobs::sqlite {
namespace {

using std::chrono::milliseconds;

class DatabaseTest : public ::testing::Test {
 protected:
  DatabaseTest() {
    options_.file = folder_.path() / "test.db";
    options_.patience = milliseconds{50};
    reopen();
    make("CREATE TABLE notes (text TEXT NOT NULL UNIQUE)");
  }

  void reopen() {
    database_.reset();
    auto opened = Database::open(options_);
    if (!opened) throw std::runtime_error(opened.error().log.text);
    database_ = *std::move(opened);
  }

  void make(const std::string& sql) {
    ASSERT_TRUE(database_->write([&](Connection& connection) -> Result<void> {
      connection.script(sql);
      return {};
    }));
  }

  Result<std::int64_t> note(const std::string& text) {
    return database_->write([&](Connection& connection) -> Result<std::int64_t> {
      connection.run("INSERT INTO notes VALUES (?)", text);
      return connection.last_row();
    });
  }

  std::int64_t notes() {
    return database_
        ->read([](Connection& connection) -> Result<std::int64_t> {
          return connection.number("SELECT count(*) FROM notes");
        })
        .value();
  }

  std::string pragma(const std::string& name) {
    return database_
        ->write([&](Connection& connection) -> Result<std::string> {
          return connection.first("PRAGMA " + name, [](const Row& row) { return row.text(0); }).value_or("");
        })
        .value();
  }

  testing::TemporaryFolder folder_;
  DatabaseOptions options_;
  std::unique_ptr<Database> database_;
};

TEST_F(DatabaseTest, UsesFullSynchronousWal) {
  EXPECT_EQ(pragma("journal_mode"), "wal");
  EXPECT_EQ(pragma("synchronous"), "2");
  EXPECT_EQ(pragma("foreign_keys"), "1");
}

TEST_F(DatabaseTest, FilesAreReadableByTheirOwnerOnly) {
  for (const auto* name : {"test.db", "test.db-wal", "test.db-shm"}) {
    struct stat about {};
    ASSERT_EQ(stat((folder_.path() / name).c_str(), &about), 0) << name;
    EXPECT_EQ(about.st_mode & 0777, 0600u) << name;
  }
}

TEST_F(DatabaseTest, KeepsWhatWasWritten) {
  EXPECT_EQ(note("a").value(), 1);
  reopen();
  EXPECT_EQ(notes(), 1);
}

TEST_F(DatabaseTest, ErrorRollsBack) {
  const auto failed = database_->write([](Connection& connection) -> Result<int> {
    connection.run("INSERT INTO notes VALUES ('half')");
    return fail(ErrorKind::kConflict, "no");
  });
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, ErrorKind::kConflict);
  EXPECT_EQ(notes(), 0);
}

TEST_F(DatabaseTest, ExceptionRollsBack) {
  const auto failed = database_->write([](Connection& connection) -> Result<int> {
    connection.run("INSERT INTO notes VALUES ('half')");
    throw std::out_of_range("defect");
  });
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, ErrorKind::kInternal);
  EXPECT_EQ(failed.error().log.text, "defect");
  EXPECT_EQ(notes(), 0);
  EXPECT_TRUE(note("next"));
  const auto read = database_->read([](Connection&) -> Result<int> { throw std::out_of_range("defect"); });
  EXPECT_EQ(read.error().kind, ErrorKind::kInternal);
  EXPECT_EQ(notes(), 1);
}

// Writers that come while another write is busy share the next transaction.
TEST_F(DatabaseTest, GroupsWritesAndIsolatesFailures) {
  constexpr int kWriters = 20;
  std::latch begun{1};
  std::latch go_on{1};
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  std::atomic<int> bad = 0;
  const auto before = database_->writes_and_commits();
  threads.emplace_back([&] {
    const auto slow = database_->write([&](Connection&) -> Result<void> {
      begun.count_down();
      go_on.wait();
      return {};
    });
    EXPECT_TRUE(slow);
  });
  begun.wait();
  for (int i = 0; i < kWriters; ++i)
    threads.emplace_back(
        [&, i] { ++(note(std::to_string(i / 2)) ? good : bad); });  // each text twice: one must fail
  while (database_->waiting() < kWriters) std::this_thread::yield();
  go_on.count_down();
  for (auto& thread : threads) thread.join();
  const auto after = database_->writes_and_commits();
  EXPECT_EQ(good, kWriters / 2);
  EXPECT_EQ(bad, kWriters / 2);
  EXPECT_EQ(notes(), kWriters / 2);
  EXPECT_EQ(after.first - before.first, kWriters + 1u);
  EXPECT_EQ(after.second - before.second, 2u);
}

TEST_F(DatabaseTest, ReadsSeeOneSnapshot) {
  note("a");
  const auto same = database_->read([&](Connection& connection) -> Result<bool> {
    const auto first = connection.number("SELECT count(*) FROM notes");
    EXPECT_TRUE(note("b"));
    return first == connection.number("SELECT count(*) FROM notes");
  });
  EXPECT_TRUE(same.value());
  EXPECT_EQ(notes(), 2);
}

TEST_F(DatabaseTest, ReadersCannotWrite) {
  const auto written = database_->read([](Connection& connection) -> Result<std::int64_t> {
    return connection.run("INSERT INTO notes VALUES ('x')");
  });
  EXPECT_FALSE(written);
  EXPECT_EQ(notes(), 0);
}

TEST_F(DatabaseTest, ReadsBeyondTheConnectionsWait) {
  std::vector<std::thread> threads;
  std::atomic<int> done = 0;
  threads.reserve(40);
  for (int i = 0; i < 40; ++i) threads.emplace_back([&] { done += notes() == 0 ? 1 : 0; });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(done, 40);
}

// Who closes the database and finds no lock of another process removes the log.
TEST_F(DatabaseTest, SecondConnectionKeepsExistingLocks) {
  ASSERT_TRUE(note("a"));
  const Connection more{options_.file, Access::kWrite, milliseconds{0}};
  const pid_t child = fork();
  if (child == 0) {
    // SHARED_FIRST and SHARED_SIZE of https://www.sqlite.org/lockingv3.html, in os.h: two bytes behind the
    // first GiB.
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_start = 0x40000002;
    lock.l_len = 510;
    const int fd = open(options_.file.c_str(), O_RDWR | O_CLOEXEC);
    _exit(fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0) << "another process could take the database for its own";
}

TEST_F(DatabaseTest, ReportsABusyDatabase) {
  Connection other{options_.file, Access::kWrite, milliseconds{0}};
  other.run("BEGIN IMMEDIATE");
  const auto refused = note("a");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kStoreFailed);
  EXPECT_NE(refused.error().client.text.find("busy"), std::string::npos);
  EXPECT_EQ(notes(), 0);  // reading goes on
  other.run("COMMIT");
  EXPECT_TRUE(note("a"));
}

// max_page_count makes SQLite itself find the disk full.
TEST_F(DatabaseTest, FullDatabaseLosesNothingAndRecovers) {
  ASSERT_TRUE(note("before"));
  make("PRAGMA max_page_count = 1");  // no fewer than there are
  Result<std::int64_t> full = 0;
  int written = 0;
  while (full) {
    full = note(std::string(10'000, static_cast<char>('a' + written)));
    if (full) ++written;
    ASSERT_LT(written, 26);
  }
  EXPECT_EQ(full.error().kind, ErrorKind::kStoreFailed);
  EXPECT_NE(full.error().client.text.find("full"), std::string::npos) << full.error().client.text;
  EXPECT_EQ(notes(), 1 + written);
  make("PRAGMA max_page_count = 1000000");
  EXPECT_TRUE(note("after"));
  EXPECT_EQ(notes(), 2 + written);
}

// The limit of the file size makes the system refuse the write, in the middle of a transaction.
TEST_F(DatabaseTest, WriteErrorLosesNothingAndRecovers) {
  ASSERT_TRUE(note("before"));
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{16384, before.rlim_max};
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto refused = note(std::string(200'000, 'x'));
  const auto readable = notes();
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, old_handler);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kStoreFailed) << refused.error().log.text;
  EXPECT_EQ(readable, 1);
  EXPECT_TRUE(note("after"));
  reopen();
  EXPECT_EQ(notes(), 2);
}

TEST_F(DatabaseTest, NonDatabaseFileIsRefused) {
  database_.reset();
  options_.file = folder_.path() / "text.db";
  std::ofstream(options_.file) << std::string(5000, 'x');
  const auto opened = Database::open(options_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::kStoreFailed);
  EXPECT_NE(opened.error().client.text.find("damaged"), std::string::npos) << opened.error().client.text;
}

TEST_F(DatabaseTest, FolderInPlaceOfTheFileIsRefused) {
  options_.file = folder_.path();
  const auto opened = Database::open(options_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::kStoreFailed);
}

TEST_F(DatabaseTest, ReadOnlyFileSystemIsReported) {
  options_.file = "/proc/test.db";  // refuses even root
  const auto opened = Database::open(options_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::kStoreFailed);
  EXPECT_NE(opened.error().client.text.find("cannot be opened"), std::string::npos)
      << opened.error().client.text;
}

TEST_F(DatabaseTest, DamagedFileIsAnErrorNotACrash) {
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(note(std::string(1000, 'x') + std::to_string(i)));
  database_.reset();  // copies the WAL into the file
  {
    std::fstream file(options_.file, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(0, std::ios::end);
    const auto size = file.tellp();
    for (std::streamoff at = 4096; at < size; at += 4096) {
      file.seekp(at);
      file.write(std::string(64, '\xff').data(), 64);
    }
  }
  const auto opened = Database::open(options_);
  if (!opened) {
    EXPECT_EQ(opened.error().kind, ErrorKind::kStoreFailed);
    return;
  }
  const auto read = (*opened)->read([](Connection& connection) -> Result<std::int64_t> {
    return connection.number("SELECT sum(length(text)) FROM notes");
  });
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::kStoreFailed) << read.error().log.text;
}

}  // namespace
}  // namespace smarttag::jobs::sqlite
