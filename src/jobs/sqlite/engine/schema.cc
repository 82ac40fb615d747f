#include "jobs/sqlite/engine/schema.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>

#include "jobs/sqlite/engine/schema_steps.h"

namespace smarttag::jobs::sqlite {
namespace {

// "smtg": marks the file as smarttag's, so that no other database is taken for one.
constexpr int kApplicationId = 0x736d7467;

// Step i makes version i + 1 of version i. A step that has been released is never changed: add another.
constexpr std::array kSteps{&schema_1, &schema_2, &schema_3, &schema_4};

void demand_known(Connection& connection, std::int64_t version) {
  if (version > schema_version())
    throw StoreFailure(SQLITE_CANTOPEN,
                       fmt::format("the database has version {}, this program knows {} and older: "
                                   "install the newer smarttag again",
                                   version, schema_version()));
  if (version > 0 && connection.number("PRAGMA application_id") != kApplicationId)
    throw StoreFailure(SQLITE_NOTADB, "the file is another program's database");
  if (version == 0 && connection.number("SELECT count(*) FROM sqlite_schema") > 0)
    throw StoreFailure(SQLITE_NOTADB, "the file is another program's database");
}

}  // namespace

int schema_version() { return static_cast<int>(kSteps.size()); }

void migrate(Connection& connection) {
  while (true) {
    connection.run("BEGIN IMMEDIATE");
    try {
      const auto version = connection.number("PRAGMA user_version");
      demand_known(connection, version);
      if (version == schema_version()) {
        connection.run("COMMIT");
        return;
      }
      for (const auto part : kSteps.at(static_cast<std::size_t>(version))())
        connection.script(std::string{part});
      connection.script(
          fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kApplicationId, version + 1));
      connection.run("COMMIT");
    } catch (...) {
      if (connection.in_transaction()) connection.script("ROLLBACK");
      throw;
    }
  }
}

}  // namespace smarttag::jobs::sqlite
