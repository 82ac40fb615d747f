#include "jobs/sqlite/hotwords.h"

#include "jobs/identifier.h"
#include "jobs/sqlite/listing.h"

namespace smarttag::jobs::sqlite {
namespace {

#define COLUMNS "number, id, owner, name, description, scenario, hotwords_json, created, modified"
constexpr Listing kListing{"hotword_libraries", COLUMNS, "number"};

HotwordLibrary library_of(const Row& row) {
  return {row.text(1), row.integer(2), row.text(3), row.text(4),
          row.text(5), row.text(6),    row.time(7), row.time(8)};
}

std::optional<HotwordLibrary> find_library(Connection& connection, UserId owner, const std::string& id) {
  return connection.first("SELECT " COLUMNS " FROM hotword_libraries WHERE id = ? AND owner = ?", library_of,
                          id, owner);
}

}  // namespace

Result<HotwordLibrary> SqliteHotwords::create(const HotwordLibrary& library) {
  return context_.database.write([&](Connection& connection) -> Result<HotwordLibrary> {
    HotwordLibrary made = library;
    made.id = random_id();
    made.created = made.modified = context_.clock.now();
    connection.run(
        "INSERT INTO hotword_libraries (id, owner, name, description, scenario, hotwords_json, created, "
        "modified) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        made.id, made.owner, made.name, made.description, made.scenario, made.hotwords_json, made.created,
        made.modified);
    return made;
  });
}

Result<HotwordLibrary> SqliteHotwords::find(UserId owner, const std::string& id) {
  return context_.database.read([&](Connection& connection) -> Result<HotwordLibrary> {
    return or_not_found(find_library(connection, owner, id), "hotword library");
  });
}

Result<Listed<HotwordLibrary>> SqliteHotwords::list(const HotwordFilter& wanted, const Page& page) {
  Filter filter;
  filter.add("owner = ?", Value{wanted.owner});
  filter.add_if("instr(name, ?) > 0", wanted.name);
  filter.add_if("scenario = ?", wanted.scenario);
  filter.add_if("created >= ?", wanted.from);
  filter.add_if("created <= ?", wanted.to);
  return context_.database.read(
      [&](Connection& connection) { return sqlite::list(connection, kListing, filter, page, library_of); });
}

Result<HotwordLibrary> SqliteHotwords::update(UserId owner, const std::string& id,
                                              const HotwordChange& change) {
  return context_.database.write([&](Connection& connection) -> Result<HotwordLibrary> {
    connection.run(
        "UPDATE hotword_libraries SET name = coalesce(?, name), description = coalesce(?, description), "
        "hotwords_json = coalesce(?, hotwords_json), modified = ? WHERE id = ? AND owner = ?",
        change.name, change.description, change.hotwords_json, context_.clock.now(), id, owner);
    return or_not_found(find_library(connection, owner, id), "hotword library");
  });
}

Result<void> SqliteHotwords::remove(UserId owner, const std::string& id) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    if (connection.run("DELETE FROM hotword_libraries WHERE id = ? AND owner = ?", id, owner) == 0)
      return not_found("hotword library");
    return {};
  });
}

}  // namespace smarttag::jobs::sqlite
