#include "jobs/sqlite/accounts.h"

#include <fmt/format.h>

#include <utility>

#include "jobs/identifier.h"

namespace smarttag::jobs::sqlite {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t kKeyIdLength = 22;   // behind "ST": 130 bits
constexpr std::size_t kSecretLength = 30;  // 178 bits, as long as those of the service that is followed

// What a sealed webhook secret is bound to.
std::string webhook_of(const std::string& user) { return "webhook of " + user; }

User user_of(const Row& row) { return {row.integer(0), row.text(1), row.text(2), row.time(3)}; }

AccessKey key_of(const Row& row) {
  return {row.text(0), row.integer(1), row.boolean(2), row.text(3), row.time(4)};
}

std::optional<User> user_by_id(Connection& connection, UserId user) {
  return connection.first("SELECT id, name, policies_json, created FROM users WHERE id = ?", user_of, user);
}

}  // namespace

Result<User> SqliteAccounts::create_user(const std::string& name, const std::string& policies_json) {
  if (name.empty()) return fail(ErrorKind::kUsage, "A user must have a name.");
  return context_.database.write([&](Connection& connection) -> Result<User> {
    if (connection.number("SELECT count(*) FROM users WHERE name = ?", name) > 0)
      return fail(ErrorKind::kConflict,
                  fmt::format("There is a user '{}' already. Choose another name.", name));
    const Time now = context_.clock.now();
    const auto sealed = secrets_.seal("whsec_" + random_text(32, kBase64), webhook_of(name));
    connection.run(
        "INSERT INTO users (name, policies_json, sealed_webhook_secret, created) VALUES (?, ?, ?, ?)", name,
        policies_json, Blob{sealed}, now);
    return User{connection.last_row(), name, policies_json, now};
  });
}

Result<User> SqliteAccounts::find_user(const std::string& name) {
  return context_.database.read([&](Connection& connection) -> Result<User> {
    return or_not_found(
        connection.first("SELECT id, name, policies_json, created FROM users WHERE name = ?", user_of, name),
        "user");
  });
}

Result<std::vector<User>> SqliteAccounts::users() {
  return context_.database.read([&](Connection& connection) -> Result<std::vector<User>> {
    return connection.all("SELECT id, name, policies_json, created FROM users ORDER BY id", user_of);
  });
}

Result<User> SqliteAccounts::set_policies(UserId user, const std::string& policies_json) {
  return context_.database.write([&](Connection& connection) -> Result<User> {
    connection.run("UPDATE users SET policies_json = ? WHERE id = ?", policies_json, user);
    return or_not_found(user_by_id(connection, user), "user");
  });
}

Result<void> SqliteAccounts::remove_user(UserId user) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    if (connection.run("DELETE FROM users WHERE id = ?", user) == 0) return not_found("user");
    // What hangs on these rows (results, vectors, deliveries) goes with them; a worker that has one of the
    // jobs learns so at its next heartbeat, and links to files lead nowhere.
    for (const auto* table :
         {"jobs", "events", "pipelines", "queues", "templates", "libraries", "hotword_libraries", "media"})
      connection.run(fmt::format("DELETE FROM {} WHERE owner = ?", table), user);
    return {};
  });
}

Result<std::string> SqliteAccounts::webhook_secret(UserId user) {
  return context_.database.read([&](Connection& connection) -> Result<std::string> {
    const auto sealed = connection.first(
        "SELECT name, sealed_webhook_secret FROM users WHERE id = ?",
        [](const Row& row) {
          return std::pair{row.text(0), row.bytes(1)};
        },
        user);
    if (!sealed) return not_found("user");
    return secrets_.unseal(sealed->second, webhook_of(sealed->first));
  });
}

Result<Credential> SqliteAccounts::create_key(UserId user, const std::string& policy_json) {
  return context_.database.write([&](Connection& connection) -> Result<Credential> {
    auto owner = user_by_id(connection, user);
    if (!owner) return not_found("user");
    const AccessKey key{"ST" + random_text(kKeyIdLength, kLetters), user, true, policy_json,
                        context_.clock.now()};
    std::string secret = random_text(kSecretLength, kLetters);
    const auto sealed = secrets_.seal(secret, key.id);
    connection.run(
        "INSERT INTO access_keys (id, owner, sealed_secret, active, policy_json, created) VALUES (?, ?, ?, "
        "1, ?, ?)",
        key.id, user, Blob{sealed}, policy_json, key.created);
    return Credential{key, *std::move(owner), std::move(secret)};
  });
}

Result<Credential> SqliteAccounts::credential(const std::string& key_id) {
  return context_.database.read([&](Connection& connection) -> Result<Credential> {
    std::vector<std::uint8_t> sealed;
    const auto key = connection.first(
        "SELECT id, owner, active, policy_json, created, sealed_secret FROM access_keys WHERE id = ?",
        [&](const Row& row) {
          sealed = row.bytes(5);
          return key_of(row);
        },
        key_id);
    if (!key) return not_found("access key");
    auto secret = secrets_.unseal(sealed, key->id);
    if (!secret) return tl::unexpected(secret.error());
    auto user = user_by_id(connection, key->owner);
    if (!user) return not_found("user");
    return Credential{*key, *std::move(user), *std::move(secret)};
  });
}

Result<std::vector<AccessKey>> SqliteAccounts::keys(UserId user) {
  return context_.database.read([&](Connection& connection) -> Result<std::vector<AccessKey>> {
    return connection.all(
        "SELECT id, owner, active, policy_json, created FROM access_keys WHERE owner = ? ORDER BY created, "
        "id",
        key_of, user);
  });
}

Result<void> SqliteAccounts::set_active(const std::string& key_id, bool active) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    if (connection.run("UPDATE access_keys SET active = ? WHERE id = ?", active, key_id) == 0)
      return not_found("access key");
    return {};
  });
}

Result<void> SqliteAccounts::remove_key(const std::string& key_id) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    if (connection.run("DELETE FROM access_keys WHERE id = ?", key_id) == 0) return not_found("access key");
    return {};
  });
}

}  // namespace smarttag::jobs::sqlite
