#include "jobs/sqlite/templates.h"

#include "jobs/identifier.h"
#include "jobs/sqlite/listing.h"

namespace smarttag::jobs::sqlite {
namespace {

#define COLUMNS "number, id, owner, name, type, subtype, config_json, standard, created, modified"
constexpr Listing kListing{"templates", COLUMNS, "number"};

Template template_of(const Row& row) {
  return {row.text(1),
          {row.integer(2), row.text(3), static_cast<int>(row.integer(4)), static_cast<int>(row.integer(5)),
           row.text(6)},
          row.boolean(7),
          row.time(8),
          row.time(9)};
}

std::optional<Template> find_template(Connection& connection, UserId owner, const std::string& id) {
  return connection.first("SELECT " COLUMNS " FROM templates WHERE id = ? AND owner = ?", template_of, id,
                          owner);
}

}  // namespace

Result<Template> SqliteTemplates::create(const TemplateSpec& spec) {
  return context_.database.write([&](Connection& connection) -> Result<Template> {
    const Time now = context_.clock.now();
    const Template made{random_id(), spec, false, now, now};
    connection.run(
        "INSERT INTO templates (id, owner, name, type, subtype, config_json, standard, created, modified) "
        "VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)",
        made.id, spec.owner, spec.name, spec.type, spec.subtype, spec.config_json, now, now);
    return made;
  });
}

Result<Template> SqliteTemplates::find(UserId owner, const std::string& id) {
  return context_.database.read([&](Connection& connection) -> Result<Template> {
    return or_not_found(find_template(connection, owner, id), "template");
  });
}

Result<Template> SqliteTemplates::standard(UserId owner, int type) {
  return context_.database.read([&](Connection& connection) -> Result<Template> {
    return or_not_found(
        connection.first("SELECT " COLUMNS " FROM templates WHERE owner = ? AND type = ? AND standard = 1",
                         template_of, owner, type),
        "default template");
  });
}

Result<Listed<Template>> SqliteTemplates::list(const TemplateFilter& wanted, const Page& page) {
  Filter filter;
  filter.add("owner = ?", Value{wanted.owner});
  filter.add("type = ?", Value{std::int64_t{wanted.type}});
  filter.add_if("subtype = ?", wanted.subtype);
  filter.add_if("instr(name, ?) > 0", wanted.name);
  filter.add_if("id = ?", wanted.id);
  return context_.database.read(
      [&](Connection& connection) { return sqlite::list(connection, kListing, filter, page, template_of); });
}

Result<Template> SqliteTemplates::update(UserId owner, const std::string& id,
                                         const std::optional<std::string>& name,
                                         const std::optional<std::string>& config_json) {
  return context_.database.write([&](Connection& connection) -> Result<Template> {
    connection.run(
        "UPDATE templates SET name = coalesce(?, name), config_json = coalesce(?, config_json), modified = ? "
        "WHERE id = ? AND owner = ?",
        name, config_json, context_.clock.now(), id, owner);
    return or_not_found(find_template(connection, owner, id), "template");
  });
}

Result<void> SqliteTemplates::set_standard(UserId owner, const std::string& id) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    const auto chosen = find_template(connection, owner, id);
    if (!chosen) return not_found("template");
    connection.run("UPDATE templates SET standard = 0 WHERE owner = ? AND type = ? AND standard = 1", owner,
                   chosen->spec.type);
    connection.run("UPDATE templates SET standard = 1 WHERE id = ?", id);
    return {};
  });
}

Result<void> SqliteTemplates::remove(UserId owner, const std::string& id) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    if (connection.run("DELETE FROM templates WHERE id = ? AND owner = ?", id, owner) == 0)
      return not_found("template");
    return {};
  });
}

}  // namespace smarttag::jobs::sqlite
