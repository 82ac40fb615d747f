#include "jobs/sqlite/account_data.h"

#include <fmt/format.h>

#include <array>

namespace smarttag::jobs::sqlite {
namespace {

// Each has a column `owner`; what hangs on their rows goes with them.
constexpr std::array kTables{"jobs",      "events",    "pipelines",         "queues",
                             "templates", "libraries", "hotword_libraries", "media"};

}  // namespace

void erase_data_of(Connection& connection, UserId user) {
  for (const auto* table : kTables)
    connection.run(fmt::format("DELETE FROM {} WHERE owner = ?", table), user);
}

void hand_over_data(Connection& connection, UserId from, UserId to) {
  // One of each kind is a user's standard one, and the heir may have theirs.
  connection.run("UPDATE pipelines SET standard = 0 WHERE owner = ?", from);
  connection.run("UPDATE templates SET standard = 0 WHERE owner = ?", from);
  // What must be unique for one user.
  connection.run(
      "DELETE FROM media WHERE owner = ?1 AND input_url IN (SELECT input_url FROM media WHERE owner = ?2)",
      from, to);
  connection.run(
      "UPDATE media SET reference_id = NULL WHERE owner = ?1 AND reference_id IN (SELECT reference_id FROM "
      "media WHERE owner = ?2)",
      from, to);
  connection.run("UPDATE media SET client_token = NULL WHERE owner = ?", from);
  for (const auto* table : kTables)
    connection.run(fmt::format("UPDATE {} SET owner = ? WHERE owner = ?", table), to, from);
  // Triggers count jobs by their phase, and not by their owner.
  connection.run("UPDATE job_counts SET owner = ? WHERE owner = ?", to, from);
}

}  // namespace smarttag::jobs::sqlite
