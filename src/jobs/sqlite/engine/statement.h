// One prepared statement of SQLite. Failures are exceptions of this folder; Database turns them into errors.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"

struct sqlite3;
struct sqlite3_stmt;

namespace smarttag::jobs::sqlite {

class StoreFailure : public std::runtime_error {
 public:
  StoreFailure(int code, const std::string& what) : std::runtime_error(what), code_(code) {}
  int code() const { return code_; }  // a primary or extended result code of SQLite

 private:
  int code_;
};

// Throws StoreFailure with SQLite's own text unless `code` is SQLITE_OK.
void check(int code, sqlite3* database);

// Bytes that are stored as they are.
using Blob = std::span<const std::uint8_t>;

// Values of a condition that is put together while the program runs.
using Value = std::variant<std::int64_t, std::string>;

// Columns of the current row, counted from 0. Valid until the next step.
class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}

  bool null(int column) const;
  std::int64_t integer(int column) const;
  bool boolean(int column) const { return integer(column) != 0; }
  double real(int column) const;
  std::string text(int column) const;  // empty for NULL
  std::vector<std::uint8_t> bytes(int column) const;
  std::vector<float> floats(int column) const;  // as they are stored by bind: 4 bytes each, little-endian
  Time time(int column) const { return Time{std::chrono::milliseconds{integer(column)}}; }
  std::optional<Time> maybe_time(int column) const;

 private:
  sqlite3_stmt* statement_;
};

// Not thread-safe; lives no longer than its database.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Positions count from 1. Texts, blobs and floats must live until the statement is reset.
  void bind(int at, std::int64_t value);
  void bind(int at, int value) { bind(at, std::int64_t{value}); }
  void bind(int at, bool value) { bind(at, std::int64_t{value ? 1 : 0}); }
  void bind(int at, double value);
  void bind(int at, std::string_view value);
  void bind(int at, const std::string& value) { bind(at, std::string_view{value}); }
  void bind(int at, const char* value) { bind(at, std::string_view{value}); }
  void bind(int at, Blob value);
  void bind(int at, std::span<const float> value);
  void bind(int at, Time value) { bind(at, std::int64_t{value.time_since_epoch().count()}); }
  void bind(int at, std::nullopt_t);
  template <class T>
  void bind(int at, const std::optional<T>& value) {
    value ? bind(at, *value) : bind(at, std::nullopt);
  }

  void bind(int at, const Value& value) {
    std::visit([&](const auto& held) { bind(at, held); }, value);
  }

  bool step();   // whether there is a row
  void reset();  // and forgets what was bound
  Row row() const { return Row{statement_}; }

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace smarttag::jobs::sqlite
