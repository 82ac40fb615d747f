#include "jobs/sqlite/outbox.h"

namespace smarttag::jobs::sqlite {
namespace {

Queue queue_of(const Row& row) {
  return {row.text(0), row.integer(1), std::chrono::seconds{row.integer(2)}, row.time(3), row.time(4)};
}

#define COLUMNS "name, owner, visibility_seconds, created, modified"

std::optional<Queue> find_queue(Connection& connection, UserId owner, const std::string& name) {
  return connection.first("SELECT " COLUMNS " FROM queues WHERE name = ? AND owner = ?", queue_of, name,
                          owner);
}

}  // namespace

Result<bool> SqliteQueues::create(const Queue& queue) {
  return context_.database.write([&](Connection& connection) -> Result<bool> {
    const auto there =
        connection.first("SELECT " COLUMNS " FROM queues WHERE name = ?", queue_of, queue.name);
    if (there && (there->owner != queue.owner || there->visibility != queue.visibility))
      return fail(ErrorKind::kConflict, "There is a queue of this name. Choose another name.");
    if (there) return false;
    const Time now = context_.clock.now();
    connection.run("INSERT INTO queues (" COLUMNS ") VALUES (?, ?, ?, ?, ?)", queue.name, queue.owner,
                   std::int64_t{queue.visibility.count()}, now, now);
    return true;
  });
}

Result<Queue> SqliteQueues::find(UserId owner, const std::string& name) {
  return context_.database.read([&](Connection& connection) -> Result<Queue> {
    return or_not_found(find_queue(connection, owner, name), "queue");
  });
}

Result<Queue> SqliteQueues::set_visibility(UserId owner, const std::string& name,
                                           std::chrono::seconds visibility) {
  return context_.database.write([&](Connection& connection) -> Result<Queue> {
    connection.run("UPDATE queues SET visibility_seconds = ?, modified = ? WHERE name = ? AND owner = ?",
                   std::int64_t{visibility.count()}, context_.clock.now(), name, owner);
    return or_not_found(find_queue(connection, owner, name), "queue");
  });
}

Result<std::vector<Queue>> SqliteQueues::list(UserId owner, const std::string& prefix) {
  return context_.database.read([&](Connection& connection) -> Result<std::vector<Queue>> {
    return connection.all("SELECT " COLUMNS
                          " FROM queues WHERE owner = ?1 AND substr(name, 1, length(?2)) = ?2 ORDER BY name",
                          queue_of, owner, prefix);
  });
}

Result<void> SqliteQueues::remove(UserId owner, const std::string& name) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    if (connection.run("DELETE FROM queues WHERE name = ? AND owner = ?", name, owner) == 0)
      return not_found("queue");
    connection.run("DELETE FROM deliveries WHERE channel = 'queue' AND target = ? AND status = 0", name);
    return {};
  });
}

Result<QueueStore::Depth> SqliteQueues::depth(const std::string& name) {
  return context_.database.read([&](Connection& connection) -> Result<Depth> {
    const Time now = context_.clock.now();
    Depth depth;
    depth.due = connection.number(
        "SELECT count(*) FROM deliveries WHERE channel = 'queue' AND target = ? AND status = 0 AND head = 1 "
        "AND "
        "next_try <= ?",
        name, now);
    depth.taken = connection.number(
        "SELECT count(*) FROM deliveries WHERE channel = 'queue' AND target = ? AND status = 0 AND head = 1 "
        "AND "
        "next_try > ?",
        name, now);
    return depth;
  });
}

}  // namespace smarttag::jobs::sqlite
