#include "jobs/sqlite/outbox.h"

#include "jobs/identifier.h"
#include "jobs/sqlite/listing.h"

namespace smarttag::jobs::sqlite {
namespace {

constexpr Listing kListing{
    "deliveries d JOIN events e ON e.number = d.event LEFT JOIN jobs j ON j.id = e.job AND e.state = 'Fail'",
    "d.number, d.channel, d.target, d.status, d.attempts, d.next_try, d.first_taken, d.note, "
    "e.number, e.id, e.job, e.owner, e.pipeline, e.state, e.user_data, e.created, j.error_kind, "
    "j.error_client",
    "d.number"};

Event event_at(const Row& row, int column) {
  Event event;
  event.number = row.integer(column);
  event.id = row.text(column + 1);
  event.job = row.text(column + 2);
  event.owner = row.integer(column + 3);
  event.pipeline = row.text(column + 4);
  event.state = job_state_named(row.text(column + 5)).value_or(JobState::kFail);
  event.user_data = row.text(column + 6);
  event.created = row.time(column + 7);
  return event;
}

Delivery delivery_of(const Row& row) {
  Delivery delivery;
  delivery.number = row.integer(0);
  delivery.destination = {row.text(1), row.text(2)};
  delivery.status = static_cast<DeliveryStatus>(row.integer(3));
  delivery.attempts = static_cast<int>(row.integer(4));
  delivery.next_try = row.time(5);
  delivery.first_taken = row.maybe_time(6);
  delivery.note = row.text(7);
  delivery.event = event_at(row, 8);
  if (!row.null(16)) delivery.event.error = Error{kind_named(row.text(16)), {row.text(17)}};
  return delivery;
}

std::optional<Delivery> find_delivery(Connection& connection, std::int64_t number) {
  static const std::string kSql =
      fmt::format("SELECT {} FROM {} WHERE d.number = ?", kListing.columns, kListing.from);
  return connection.first(kSql, delivery_of, number);
}

// Of the deliveries of this job to this destination, the first that is pending becomes due, unless one is.
void move_line_on(Connection& connection, const Delivery& delivery) {
  connection.run(
      "UPDATE deliveries SET head = 1 WHERE number = (SELECT min(number) FROM deliveries "
      "WHERE job = ?1 AND channel = ?2 AND target = ?3 AND status = 0) AND NOT EXISTS (SELECT 1 FROM "
      "deliveries "
      "WHERE job = ?1 AND channel = ?2 AND target = ?3 AND status = 0 AND head = 1)",
      delivery.event.job, delivery.destination.channel, delivery.destination.target);
}

std::vector<std::int64_t> due(Connection& connection, const std::string& channel,
                              const std::optional<std::string>& target, int most, Time now) {
  const auto number = [](const Row& row) { return row.integer(0); };
  if (target)
    return connection.all(
        "SELECT number FROM deliveries WHERE channel = ? AND target = ? AND status = 0 AND head = 1 AND "
        "next_try <= ? "
        "ORDER BY next_try, number LIMIT ?",
        number, channel, *target, now, most);
  return connection.all(
      "SELECT number FROM deliveries WHERE channel = ? AND status = 0 AND head = 1 AND next_try <= ? "
      "ORDER BY next_try, number LIMIT ?",
      number, channel, now, most);
}

}  // namespace

Result<std::vector<TakenDelivery>> SqliteOutbox::take(const std::string& channel,
                                                      const std::optional<std::string>& target, int most,
                                                      std::chrono::milliseconds lease) {
  // As with jobs: who finds nothing costs the writers nothing.
  const auto any = context_.database.read([&](Connection& connection) -> Result<bool> {
    return !due(connection, channel, target, 1, context_.clock.now()).empty();
  });
  if (!any) return tl::unexpected(any.error());
  if (!*any) return std::vector<TakenDelivery>{};
  return context_.database.write([&](Connection& connection) -> Result<std::vector<TakenDelivery>> {
    const Time now = context_.clock.now();
    std::vector<TakenDelivery> taken;
    for (const auto number : due(connection, channel, target, most, now)) {
      const DeliveryClaim claim{number, random_lease()};
      connection.run(
          "UPDATE deliveries SET lease = ?, next_try = ?, attempts = attempts + 1, first_taken = "
          "coalesce(first_taken, ?) "
          "WHERE number = ?",
          claim.lease, now + lease, now, number);
      if (auto delivery = find_delivery(connection, number)) taken.push_back({*std::move(delivery), claim});
    }
    return taken;
  });
}

Result<Standing> SqliteOutbox::settle(const DeliveryClaim& claim, DeliveryStatus status,
                                      const std::string& note) {
  return context_.database.write([&](Connection& connection) -> Result<Standing> {
    const auto changed = connection.run(
        "UPDATE deliveries SET status = ?, finished = ?, note = ?, lease = NULL, head = 0 "
        "WHERE number = ? AND lease = ? AND status = 0",
        static_cast<int>(status), context_.clock.now(), note, claim.number, claim.lease);
    if (changed == 0) return Standing::kLost;
    if (const auto delivery = find_delivery(connection, claim.number)) move_line_on(connection, *delivery);
    return Standing::kHeld;
  });
}

Result<Standing> SqliteOutbox::done(const DeliveryClaim& claim) {
  return settle(claim, DeliveryStatus::kDone, "");
}

Result<Standing> SqliteOutbox::give_up(const DeliveryClaim& claim, const std::string& note) {
  return settle(claim, DeliveryStatus::kGivenUp, note);
}

Result<Standing> SqliteOutbox::extend(const DeliveryClaim& claim, std::chrono::milliseconds lease) {
  return context_.database.write([&](Connection& connection) -> Result<Standing> {
    const auto changed =
        connection.run("UPDATE deliveries SET next_try = ? WHERE number = ? AND lease = ? AND status = 0",
                       context_.clock.now() + lease, claim.number, claim.lease);
    return changed == 0 ? Standing::kLost : Standing::kHeld;
  });
}

Result<Standing> SqliteOutbox::give_back(const DeliveryClaim& claim, Time next_try) {
  return context_.database.write([&](Connection& connection) -> Result<Standing> {
    const auto changed = connection.run(
        "UPDATE deliveries SET next_try = ?, attempts = attempts - 1, lease = NULL WHERE number = ? AND "
        "lease = ? AND status = 0",
        next_try, claim.number, claim.lease);
    return changed == 0 ? Standing::kLost : Standing::kHeld;
  });
}

Result<Standing> SqliteOutbox::postpone(const DeliveryClaim& claim, Time next_try, const std::string& note) {
  return context_.database.write([&](Connection& connection) -> Result<Standing> {
    const auto changed = connection.run(
        "UPDATE deliveries SET next_try = ?, note = ?, lease = NULL WHERE number = ? AND lease = ? AND "
        "status = 0",
        next_try, note, claim.number, claim.lease);
    return changed == 0 ? Standing::kLost : Standing::kHeld;
  });
}

Result<void> SqliteOutbox::replay(std::int64_t number) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    const auto delivery = find_delivery(connection, number);
    if (!delivery) return not_found("delivery");
    if (delivery->status == DeliveryStatus::kPending)
      return fail(ErrorKind::kConflict, "This delivery is still pending: it needs no replay.");
    connection.run(
        "UPDATE deliveries SET status = 0, attempts = 0, next_try = ?, first_taken = NULL, finished = NULL, "
        "note = '' "
        "WHERE number = ?",
        context_.clock.now(), number);
    move_line_on(connection, *delivery);
    return {};
  });
}

Result<Listed<Delivery>> SqliteOutbox::list(const DeliveryFilter& wanted, const Page& page) {
  Filter filter;
  filter.add_if("e.owner = ?", wanted.owner);
  filter.add_if("d.job = ?", wanted.job);
  filter.add_if("d.channel = ?", wanted.channel);
  if (wanted.status) filter.add("d.status = ?", Value{static_cast<std::int64_t>(*wanted.status)});
  return context_.database.read(
      [&](Connection& connection) { return sqlite::list(connection, kListing, filter, page, delivery_of); });
}

Result<std::vector<Event>> SqliteOutbox::events(const std::string& job) {
  return context_.database.read([&](Connection& connection) -> Result<std::vector<Event>> {
    return connection.all(
        "SELECT number, id, job, owner, pipeline, state, user_data, created FROM events WHERE job = ? ORDER "
        "BY number",
        [](const Row& row) { return event_at(row, 0); }, job);
  });
}

Result<std::vector<DeliveryCount>> SqliteOutbox::counts() {
  return context_.database.read([&](Connection& connection) -> Result<std::vector<DeliveryCount>> {
    return connection.all(
        "SELECT channel, status, count(*) FROM deliveries WHERE status <> 1 GROUP BY channel, status",
        [](const Row& row) {
          return DeliveryCount{row.text(0), static_cast<DeliveryStatus>(row.integer(1)), row.integer(2)};
        });
  });
}

Result<int> SqliteOutbox::purge(Time created_before, int most) {
  return context_.database.write([&](Connection& connection) -> Result<int> {
    const auto numbers = connection.all(
        "SELECT number FROM events WHERE created < ? ORDER BY created LIMIT ?",
        [](const Row& row) { return row.integer(0); }, created_before, most);
    for (const auto number : numbers) {
      // Those behind a delivery that goes must not wait for it for ever.
      static const std::string kHeads =
          fmt::format("SELECT {} FROM {} WHERE d.event = ? AND d.status = 0 AND d.head = 1", kListing.columns,
                      kListing.from);
      const auto heads = connection.all(kHeads, delivery_of, number);
      connection.run("DELETE FROM events WHERE number = ?", number);
      for (const auto& head : heads) move_line_on(connection, head);
    }
    return static_cast<int>(numbers.size());
  });
}

}  // namespace smarttag::jobs::sqlite
