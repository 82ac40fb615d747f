#include "jobs/sqlite/accounts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "jobs/identifier.h"
#include "jobs/sqlite/account_data.h"

namespace smarttag::jobs::sqlite {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t kKeyIdLength = 22;   // behind "ST": 130 bits
constexpr std::size_t kSecretLength = 30;  // 178 bits, as long as those of the service that is followed

std::string new_webhook_secret() { return "whsec_" + random_text(32, kBase64); }

// What a sealed webhook secret is bound to.
std::string webhook_of(const std::string& user) { return "webhook of " + user; }

#define COLUMNS "id, name, policies_json, created, max_jobs, max_analyses, max_bytes, weight"

std::optional<std::int64_t> maybe_integer(const Row& row, int column) {
  return row.null(column) ? std::nullopt : std::optional(row.integer(column));
}

User user_of(const Row& row) {
  return {row.integer(0),
          row.text(1),
          row.text(2),
          row.time(3),
          {maybe_integer(row, 4), maybe_integer(row, 5), maybe_integer(row, 6),
           static_cast<int>(row.integer(7))}};
}

AccessKey key_of(const Row& row) {
  return {row.text(0), row.integer(1), row.boolean(2), row.text(3), row.time(4)};
}

std::optional<User> user_by_id(Connection& connection, UserId user) {
  return connection.first("SELECT " COLUMNS " FROM users WHERE id = ?", user_of, user);
}

}  // namespace

Result<User> SqliteAccounts::create_user(const std::string& name, const std::string& policies_json) {
  if (name.empty()) return fail(ErrorKind::kUsage, "A user must have a name.");
  return context_.database.write([&](Connection& connection) -> Result<User> {
    if (connection.number("SELECT count(*) FROM users WHERE name = ?", name) > 0)
      return fail(ErrorKind::kConflict,
                  fmt::format("A user '{}' already exists. Choose another name.", name));
    const Time now = context_.clock.now();
    const auto sealed = secrets_.seal(new_webhook_secret(), webhook_of(name));
    connection.run(
        "INSERT INTO users (name, policies_json, sealed_webhook_secret, created) VALUES (?, ?, ?, ?)", name,
        policies_json, Blob{sealed}, now);
    return User{connection.last_row(), name, policies_json, now};
  });
}

Result<User> SqliteAccounts::find_user(const std::string& name) {
  return context_.database.read([&](Connection& connection) -> Result<User> {
    return or_not_found(connection.first("SELECT " COLUMNS " FROM users WHERE name = ?", user_of, name),
                        "user");
  });
}

Result<std::vector<User>> SqliteAccounts::users() {
  return context_.database.read([&](Connection& connection) -> Result<std::vector<User>> {
    return connection.all("SELECT " COLUMNS " FROM users ORDER BY id", user_of);
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
    erase_data_of(connection, user);
    return {};
  });
}

Result<void> SqliteAccounts::erase_data(UserId user) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    if (!user_by_id(connection, user)) return not_found("user");
    erase_data_of(connection, user);
    return {};
  });
}

Result<void> SqliteAccounts::hand_over(UserId user, UserId heir) {
  if (user == heir) return fail(ErrorKind::kUsage, "A user's data cannot be handed over to the same user.");
  return context_.database.write([&](Connection& connection) -> Result<void> {
    if (!user_by_id(connection, heir)) return not_found("user");
    if (connection.run("DELETE FROM users WHERE id = ?", user) == 0) return not_found("user");
    hand_over_data(connection, user, heir);
    return {};
  });
}

Result<User> SqliteAccounts::set_limits(UserId user, const UserLimits& limits) {
  if (limits.weight < 1 || limits.weight > 100)
    return fail(ErrorKind::kUsage, "The weight must be 1 to 100.");
  if (std::min({limits.jobs.value_or(0), limits.analyses.value_or(0), limits.bytes.value_or(0)}) < 0)
    return fail(ErrorKind::kUsage, "A limit cannot be negative; 0 allows any number.");
  return context_.database.write([&](Connection& connection) -> Result<User> {
    connection.run("UPDATE users SET max_jobs = ?, max_analyses = ?, max_bytes = ?, weight = ? WHERE id = ?",
                   limits.jobs, limits.analyses, limits.bytes, limits.weight, user);
    return or_not_found(user_by_id(connection, user), "user");
  });
}

Result<std::string> SqliteAccounts::webhook_secret(UserId user) {
  auto all = webhook_secrets(user);
  if (!all) return tl::unexpected(std::move(all).error());
  return std::move(all->front());
}

Result<std::vector<std::string>> SqliteAccounts::webhook_secrets(UserId user) {
  return context_.database.read([&](Connection& connection) -> Result<std::vector<std::string>> {
    std::string name;
    std::vector<std::vector<std::uint8_t>> sealed;
    connection.first(
        "SELECT name, sealed_webhook_secret, CASE WHEN previous_secret_until > ? THEN sealed_previous_secret "
        "END FROM users WHERE id = ?",
        [&](const Row& row) {
          name = row.text(0);
          sealed.push_back(row.bytes(1));
          if (!row.null(2)) sealed.push_back(row.bytes(2));
          return true;
        },
        context_.clock.now(), user);
    if (sealed.empty()) return not_found("user");
    std::vector<std::string> secrets;
    for (const auto& each : sealed) {
      auto secret = secrets_.unseal(each, webhook_of(name));
      if (!secret) return tl::unexpected(secret.error());
      secrets.push_back(*std::move(secret));
    }
    return secrets;
  });
}

Result<std::string> SqliteAccounts::rotate_webhook_secret(UserId user, std::chrono::milliseconds overlap) {
  return context_.database.write([&](Connection& connection) -> Result<std::string> {
    const auto of = user_by_id(connection, user);
    if (!of) return not_found("user");
    auto secret = new_webhook_secret();
    const auto sealed = secrets_.seal(secret, webhook_of(of->name));
    connection.run(
        "UPDATE users SET sealed_previous_secret = sealed_webhook_secret, previous_secret_until = ?, "
        "sealed_webhook_secret = ? WHERE id = ?",
        context_.clock.now() + overlap, Blob{sealed}, user);
    return secret;
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
