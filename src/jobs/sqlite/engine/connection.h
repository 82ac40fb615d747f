// One connection to the database file, with its prepared statements kept. Failures are StoreFailure.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "jobs/sqlite/engine/statement.h"

namespace smarttag::jobs::sqlite {

enum class Access { kRead, kWrite };

// Not thread-safe: one thread at a time.
class Connection {
 public:
  // Makes the file (mode 0600) when it may write and there is none. WAL, synchronous=FULL and foreign keys
  // are set and read back; waits `patience` for another process that writes.
  Connection(const std::filesystem::path& file, Access access, std::chrono::milliseconds patience);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Values are bound in their order; a std::vector<Value> stands for as many as it holds.
  //
  // Runs the statement to its end; the number of rows that it changed (of the last change, for other
  // statements).
  template <class... Values>
  std::int64_t run(std::string_view sql, const Values&... values) {
    const Use use{*this, sql, values...};
    while (use->step()) {
    }
    return changes();
  }

  // What `map` makes of each row. `map` must not run the same SQL text again.
  template <class Map, class... Values>
  auto all(std::string_view sql, const Map& map, const Values&... values) {
    std::vector<std::invoke_result_t<const Map&, const Row&>> rows;
    const Use use{*this, sql, values...};
    while (use->step()) rows.push_back(map(use->row()));
    return rows;
  }

  // What `map` makes of the first row, nothing without a row. Runs the statement to its end.
  template <class Map, class... Values>
  auto first(std::string_view sql, const Map& map, const Values&... values) {
    std::optional<std::invoke_result_t<const Map&, const Row&>> found;
    const Use use{*this, sql, values...};
    while (use->step())
      if (!found) found.emplace(map(use->row()));
    return found;
  }

  // The integer of a statement that gives one row with one; 0 without a row.
  template <class... Values>
  std::int64_t number(std::string_view sql, const Values&... values) {
    return first(
               sql, [](const Row& row) { return row.integer(0); }, values...)
        .value_or(0);
  }

  // Several statements without values, for the schema.
  void script(const std::string& sql);

  std::int64_t changes() const;
  std::int64_t last_row() const;
  bool in_transaction() const;
  sqlite3* handle() const { return database_; }

 private:
  // A kept statement while it runs: bound at the start, reset at the end.
  class Use {
   public:
    template <class... Values>
    Use(Connection& connection, std::string_view sql, const Values&... values)
        : statement_(connection.kept(sql)) {
      [[maybe_unused]] int at = 0;
      (bind(at, values), ...);
    }
    ~Use() { statement_.reset(); }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    Statement* operator->() const { return &statement_; }

   private:
    template <class T>
    void bind(int& at, const T& value) {
      if constexpr (std::is_same_v<T, std::vector<Value>>)
        for (const Value& each : value) statement_.bind(++at, each);
      else
        statement_.bind(++at, value);
    }

    Statement& statement_;
  };

  Statement& kept(std::string_view sql);
  void set_up(Access access, std::chrono::milliseconds patience);
  void demand(const std::string& pragma, const std::string& value);

  sqlite3* database_ = nullptr;
  std::map<std::string, std::unique_ptr<Statement>, std::less<>> statements_;
};

}  // namespace smarttag::jobs::sqlite
