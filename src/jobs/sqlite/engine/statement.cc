#include "jobs/sqlite/engine/statement.h"

#include <sqlite3.h>

#include <bit>
#include <cstring>

namespace smarttag::jobs::sqlite {

static_assert(std::endian::native == std::endian::little, "floats are stored as they lie in memory");

void check(int code, sqlite3* database) {
  if (code == SQLITE_OK) return;
  throw StoreFailure(code, database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code));
}

bool Row::null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::int64_t Row::integer(int column) const { return sqlite3_column_int64(statement_, column); }

double Row::real(int column) const { return sqlite3_column_double(statement_, column); }

std::string Row::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::vector<std::uint8_t> Row::bytes(int column) const {
  const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  if (bytes == nullptr) return {};
  return {bytes, bytes + sqlite3_column_bytes(statement_, column)};
}

std::vector<float> Row::floats(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  if (bytes == nullptr) return {};
  std::vector<float> floats(static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)) /
                            sizeof(float));
  std::memcpy(floats.data(), bytes, floats.size() * sizeof(float));
  return floats;
}

std::optional<Time> Row::maybe_time(int column) const {
  if (null(column)) return std::nullopt;
  return time(column);
}

Statement::Statement(sqlite3* database, std::string_view sql) : database_(database) {
  const char* tail = nullptr;
  check(sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &statement_, &tail),
        database);
  if (statement_ == nullptr) throw StoreFailure(SQLITE_MISUSE, "an empty statement");
}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::bind(int at, std::int64_t value) {
  check(sqlite3_bind_int64(statement_, at, value), database_);
}

void Statement::bind(int at, double value) { check(sqlite3_bind_double(statement_, at, value), database_); }

void Statement::bind(int at, std::string_view value) {
  // An empty view may have no address, which SQLite would take for NULL.
  const char* text = value.empty() ? "" : value.data();
  check(sqlite3_bind_text64(statement_, at, text, value.size(), SQLITE_STATIC, SQLITE_UTF8), database_);
}

void Statement::bind(int at, Blob value) {
  if (value.empty()) return check(sqlite3_bind_zeroblob(statement_, at, 0), database_);
  check(sqlite3_bind_blob64(statement_, at, value.data(), value.size(), SQLITE_STATIC), database_);
}

void Statement::bind(int at, std::span<const float> value) {
  bind(at, Blob{reinterpret_cast<const std::uint8_t*>(value.data()), value.size_bytes()});
}

void Statement::bind(int at, std::nullopt_t /*value*/) {
  check(sqlite3_bind_null(statement_, at), database_);
}

bool Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw StoreFailure(sqlite3_extended_errcode(database_), sqlite3_errmsg(database_));
}

void Statement::reset() {
  sqlite3_reset(statement_);  // repeats the failure of the last step, which step has thrown already
  check(sqlite3_clear_bindings(statement_), database_);
}

}  // namespace smarttag::jobs::sqlite
