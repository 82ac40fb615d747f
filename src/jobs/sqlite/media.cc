#include "jobs/sqlite/media.h"

#include "jobs/identifier.h"
#include "jobs/sqlite/listing.h"

namespace smarttag::jobs::sqlite {
namespace {

#define COLUMNS                                                                                          \
  "number, id, owner, input_url, reference_id, client_token, media_type, business_type, source, title, " \
  "fields_json, "                                                                                        \
  "status, created, modified"
constexpr Listing kListing{"media", COLUMNS, "number"};

Media media_of(const Row& row) {
  Media media;
  media.id = row.text(1);
  media.spec.owner = row.integer(2);
  media.spec.input_url = row.text(3);
  if (!row.null(4)) media.spec.reference_id = row.text(4);
  if (!row.null(5)) media.spec.client_token = row.text(5);
  media.spec.media_type = row.text(6);
  media.spec.business_type = row.text(7);
  media.spec.source = row.text(8);
  media.spec.title = row.text(9);
  media.spec.fields_json = row.text(10);
  media.status = row.text(11);
  media.created = row.time(12);
  media.modified = row.time(13);
  return media;
}

std::optional<Media> find_by(Connection& connection, std::string_view condition, UserId owner,
                             const std::string& value) {
  return connection.first(fmt::format("SELECT {} FROM media WHERE owner = ? AND {} = ?", COLUMNS, condition),
                          media_of, owner, value);
}

void replace(Connection& connection, const std::string& id, const MediaSpec& spec, Time now) {
  connection.run(
      "UPDATE media SET reference_id = ?, client_token = ?, media_type = ?, business_type = ?, source = ?, "
      "title = ?, "
      "fields_json = ?, modified = ? WHERE id = ?",
      spec.reference_id, spec.client_token, spec.media_type, spec.business_type, spec.source, spec.title,
      spec.fields_json, now, id);
}

void insert(Connection& connection, const std::string& id, const MediaSpec& spec, Time now) {
  connection.run(
      "INSERT INTO media (id, owner, input_url, reference_id, client_token, media_type, business_type, "
      "source, title, "
      "fields_json, status, created, modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id, spec.owner, spec.input_url, spec.reference_id, spec.client_token, spec.media_type,
      spec.business_type, spec.source, spec.title, spec.fields_json, Media{}.status, now, now);
}

// Whether the reference id is free for the medium of this id.
Result<void> check_reference(Connection& connection, const MediaSpec& spec, const std::string& id) {
  if (!spec.reference_id) return {};
  const auto other = find_by(connection, "reference_id", spec.owner, *spec.reference_id);
  if (!other || other->id == id) return {};
  return fail(ErrorKind::kConflict,
              fmt::format("This ReferenceId is taken by {}. Choose another.", other->id));
}

bool same(const MediaSpec& a, const MediaSpec& b) {
  return a.business_type == b.business_type && a.title == b.title && a.reference_id == b.reference_id &&
         a.fields_json == b.fields_json;
}

}  // namespace

Result<Registered> SqliteMedia::put(const MediaSpec& spec, bool overwrite) {
  return context_.database.write([&](Connection& connection) -> Result<Registered> {
    if (spec.client_token)
      if (const auto before = find_by(connection, "client_token", spec.owner, *spec.client_token))
        return Registered{before->id, true};
    const auto there = find_by(connection, "input_url", spec.owner, spec.input_url);
    if (there && !overwrite)
      return fail(
          ErrorKind::kConflict,
          fmt::format("This InputURL is registered already, as {}. Set Overwrite to replace it.", there->id));
    if (auto free = check_reference(connection, spec, there ? there->id : ""); !free)
      return tl::unexpected(free.error());
    const Time now = context_.clock.now();
    const std::string id = there ? there->id : random_id();
    if (there)
      replace(connection, id, spec, now);
    else
      insert(connection, id, spec, now);
    return Registered{id, there.has_value()};
  });
}

Result<std::optional<Media>> SqliteMedia::update(const Media& read, const MediaChange& change) {
  return context_.database.write([&](Connection& connection) -> Result<std::optional<Media>> {
    auto medium = find_by(connection, "id", read.spec.owner, read.id);
    if (!medium) return not_found("medium");
    if (!same(medium->spec, read.spec)) return std::nullopt;
    auto& spec = medium->spec;
    spec.business_type = change.business_type.value_or(spec.business_type);
    spec.title = change.title.value_or(spec.title);
    if (change.reference_id) spec.reference_id = change.reference_id;
    spec.fields_json = change.fields_json.value_or(spec.fields_json);
    if (auto free = check_reference(connection, spec, read.id); !free) return tl::unexpected(free.error());
    medium->modified = context_.clock.now();
    replace(connection, read.id, spec, medium->modified);
    return medium;
  });
}

Result<Media> SqliteMedia::find(UserId owner, const std::string& id) {
  return context_.database.read([&](Connection& connection) -> Result<Media> {
    return or_not_found(find_by(connection, "id", owner, id), "medium");
  });
}

Result<Media> SqliteMedia::find_by_url(UserId owner, const std::string& input_url) {
  return context_.database.read([&](Connection& connection) -> Result<Media> {
    return or_not_found(find_by(connection, "input_url", owner, input_url), "medium");
  });
}

Result<Listed<Media>> SqliteMedia::list(const MediaFilter& wanted, const Page& page) {
  Filter filter;
  filter.add("owner = ?", Value{wanted.owner});
  filter.add_if("media_type = ?", wanted.media_type);
  filter.add_if("business_type = ?", wanted.business_type);
  filter.add_if("source = ?", wanted.source);
  filter.add_if("status = ?", wanted.status);
  filter.add_if("id = ?", wanted.id);
  filter.add_if("created >= ?", wanted.from);
  filter.add_if("created <= ?", wanted.to);
  return context_.database.read(
      [&](Connection& connection) { return sqlite::list(connection, kListing, filter, page, media_of); });
}

Result<void> SqliteMedia::remove(UserId owner, const std::string& id) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    if (connection.run("DELETE FROM media WHERE id = ? AND owner = ?", id, owner) == 0)
      return not_found("medium");
    return {};
  });
}

}  // namespace smarttag::jobs::sqlite
