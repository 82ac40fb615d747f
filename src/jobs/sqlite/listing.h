// Pages of a table's rows, by conditions put together while the program runs.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "jobs/page.h"
#include "jobs/sqlite/engine/connection.h"
#include "jobs/sqlite/engine/page_token.h"

namespace smarttag::jobs::sqlite {

// Conditions that all must hold. Their texts are the program's own; what comes from outside is only ever a
// value.
class Filter {
 public:
  void add(std::string_view condition) {
    if (!sql_.empty()) sql_ += " AND ";
    sql_ += condition;
  }
  void add(std::string_view condition, Value value) {
    add(condition);
    values_.push_back(std::move(value));
  }
  // Only when there is a value.
  template <class T>
  void add_if(std::string_view condition, const std::optional<T>& value) {
    if (value) add(condition, Value{*value});
  }
  void add_if(std::string_view condition, const std::string& value) {
    if (!value.empty()) add(condition, Value{value});
  }
  void add_if(std::string_view condition, const std::optional<Time>& value) {
    if (value) add(condition, Value{std::int64_t{value->time_since_epoch().count()}});
  }

  std::string sql() const { return sql_.empty() ? "true" : sql_; }
  const std::vector<Value>& values() const { return values_; }

 private:
  std::string sql_;
  std::vector<Value> values_;
};

// `from` names the tables; the first column of `columns` is the number that orders the rows.
struct Listing {
  std::string_view from;
  std::string_view columns;
  std::string_view number;
};

inline std::int64_t total(Connection& connection, const Listing& listing, const Filter& filter) {
  return connection.number(fmt::format("SELECT count(*) FROM {} WHERE {}", listing.from, filter.sql()),
                           filter.values());
}

// One page; `total` is left 0. kUsage on a bad page.
template <class Map>
auto page_of(Connection& connection, const Listing& listing, const Filter& filter, const Page& page,
             const Map& map) -> Result<Listed<std::invoke_result_t<const Map&, const Row&>>> {
  using T = std::invoke_result_t<const Map&, const Row&>;
  const auto position = position_of(page);
  if (!position) return tl::unexpected(position.error());
  const bool newest = page.order == Order::kNewestFirst;
  Filter here = filter;
  if (*position) here.add(fmt::format("{} {} ?", listing.number, newest ? "<" : ">"), Value{**position});
  const std::int64_t offset = *position ? 0 : std::int64_t{page.number - 1} * page.size;
  const auto rows = connection.all(
      fmt::format("SELECT {} FROM {} WHERE {} ORDER BY {} {} LIMIT ? OFFSET ?", listing.columns, listing.from,
                  here.sql(), listing.number, newest ? "DESC" : "ASC"),
      [&](const Row& row) {
        return std::pair{row.integer(0), map(row)};
      },
      here.values(), page.size + 1, offset);
  Listed<T> listed;
  for (const auto& [number, item] : rows) {
    if (std::ssize(listed.items) == page.size) {
      listed.next_token = token_of(rows.at(listed.items.size() - 1).first);
      break;
    }
    listed.items.push_back(item);
  }
  return listed;
}

// One page and the total.
template <class Map>
auto list(Connection& connection, const Listing& listing, const Filter& filter, const Page& page,
          const Map& map) {
  auto listed = page_of(connection, listing, filter, page, map);
  if (listed) listed->total = total(connection, listing, filter);
  return listed;
}

}  // namespace smarttag::jobs::sqlite
