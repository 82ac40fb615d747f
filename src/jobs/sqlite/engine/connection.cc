#include "jobs/sqlite/engine/connection.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

namespace smarttag::jobs::sqlite {
namespace {

// The WAL is cut back to this size once it has been copied into the database.
constexpr int kJournalBytes = 64 << 20;
// Negative: KiB. Eight MiB hold the indices of some 100,000 jobs.
constexpr int kCacheKib = 8 << 10;

// SQLite would make the file by the umask; its WAL takes the mode of the database. A file that is there is
// not opened: to close it again would drop every lock that this process has on it (fcntl(2)), and another
// process that closes the database would take itself for the last and remove the log under us.
void make_private(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0) ::close(fd);  // a failure shows when SQLite opens it, with its own words
}

}  // namespace

Connection::Connection(const std::filesystem::path& file, Access access, std::chrono::milliseconds patience) {
  if (access == Access::kWrite) make_private(file);
  const int code = sqlite3_open_v2(
      file.c_str(), &database_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  try {
    check(code, database_);
    set_up(access, patience);
  } catch (...) {
    statements_.clear();
    sqlite3_close_v2(database_);
    throw;
  }
}

Connection::~Connection() {
  statements_.clear();
  sqlite3_close_v2(database_);
}

void Connection::set_up(Access access, std::chrono::milliseconds patience) {
  check(sqlite3_busy_timeout(database_, static_cast<int>(patience.count())), database_);
  demand("journal_mode", "wal");
  demand("synchronous", "2");  // FULL
  demand("foreign_keys", "1");
  demand("cache_size", std::to_string(-kCacheKib));
  demand("journal_size_limit", std::to_string(kJournalBytes));
  if (access == Access::kRead) demand("query_only", "1");
}

void Connection::demand(const std::string& pragma, const std::string& value) {
  const auto text = [](const Row& row) { return row.text(0); };
  Statement set{database_, fmt::format("PRAGMA {} = {}", pragma, value)};
  while (set.step()) {
  }
  const auto now = first(fmt::format("PRAGMA {}", pragma), text).value_or("");
  if (now != value)
    throw StoreFailure(SQLITE_MISUSE, fmt::format("{} is '{}' and not '{}' as demanded", pragma, now, value));
}

void Connection::script(const std::string& sql) {
  check(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr), database_);
}

Statement& Connection::kept(std::string_view sql) {
  const auto found = statements_.find(sql);
  if (found != statements_.end()) return *found->second;
  return *statements_.emplace(std::string{sql}, std::make_unique<Statement>(database_, sql)).first->second;
}

std::int64_t Connection::changes() const { return sqlite3_changes64(database_); }

std::int64_t Connection::last_row() const { return sqlite3_last_insert_rowid(database_); }

bool Connection::in_transaction() const { return sqlite3_get_autocommit(database_) == 0; }

}  // namespace smarttag::jobs::sqlite
