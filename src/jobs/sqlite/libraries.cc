#include "jobs/sqlite/libraries.h"

#include <algorithm>
#include <iterator>

#include "jobs/identifier.h"
#include "jobs/sqlite/listing.h"

namespace smarttag::jobs::sqlite {
namespace {

#define COLUMNS "number, id, owner, algorithm, name, description, created"
constexpr Listing kLibraries{"libraries", COLUMNS, "number"};
constexpr Listing kEntities{"entities", "number, id, library, name, info_json, created", "number"};
constexpr Listing kSamples{
    "samples s JOIN entities e ON e.id = s.entity",
    "s.number, s.id, e.library, s.entity, s.image_url, s.label_prompt, s.model, s.created", "s.number"};

Library library_of(const Row& row) {
  return {row.text(1), row.integer(2), row.text(3), row.text(4), row.text(5), row.time(6)};
}

Entity entity_of(const Row& row) { return {row.text(1), row.text(2), row.text(3), row.text(4), row.time(5)}; }

Sample sample_of(const Row& row) {
  return {row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
          row.text(6), {},          {},          {},          row.time(7)};
}

std::optional<Library> find_library(Connection& connection, const LibraryKey& key) {
  return connection.first("SELECT " COLUMNS " FROM libraries WHERE id = ? AND owner = ? AND algorithm = ?",
                          library_of, key.id, key.owner, key.algorithm);
}

bool has_entity(Connection& connection, const LibraryKey& key, const std::string& entity) {
  return find_library(connection, key) &&
         connection.number("SELECT count(*) FROM entities WHERE id = ? AND library = ?", entity, key.id) > 0;
}

}  // namespace

Result<Library> SqliteLibraries::create(const Library& library) {
  return context_.database.write([&](Connection& connection) -> Result<Library> {
    Library made = library;
    made.id = random_id();
    made.created = context_.clock.now();
    connection.run(
        "INSERT INTO libraries (id, owner, algorithm, name, description, created) VALUES (?, ?, ?, ?, ?, ?)",
        made.id, made.owner, made.algorithm, made.name, made.description, made.created);
    return made;
  });
}

Result<Library> SqliteLibraries::find(const LibraryKey& key) {
  return context_.database.read([&](Connection& connection) -> Result<Library> {
    return or_not_found(find_library(connection, key), "library");
  });
}

Result<Listed<Library>> SqliteLibraries::list(UserId owner, const std::string& algorithm, const Page& page) {
  Filter filter;
  filter.add("owner = ?", Value{owner});
  filter.add("algorithm = ?", Value{algorithm});
  return context_.database.read(
      [&](Connection& connection) { return sqlite::list(connection, kLibraries, filter, page, library_of); });
}

Result<void> SqliteLibraries::remove(const LibraryKey& key) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    if (!find_library(connection, key)) return not_found("library");
    connection.run("DELETE FROM libraries WHERE id = ?", key.id);
    return {};
  });
}

Result<Entity> SqliteLibraries::add_entity(const LibraryKey& key, const Entity& entity) {
  return context_.database.write([&](Connection& connection) -> Result<Entity> {
    if (!find_library(connection, key)) return not_found("library");
    Entity made = entity;
    made.id = random_id();
    made.library = key.id;
    made.created = context_.clock.now();
    connection.run("INSERT INTO entities (id, library, name, info_json, created) VALUES (?, ?, ?, ?, ?)",
                   made.id, made.library, made.name, made.info_json, made.created);
    return made;
  });
}

Result<Listed<Entity>> SqliteLibraries::entities(const LibraryKey& key, const Page& page) {
  Filter filter;
  filter.add("library = ?", Value{key.id});
  return context_.database.read([&](Connection& connection) -> Result<Listed<Entity>> {
    if (!find_library(connection, key)) return not_found("library");
    return sqlite::list(connection, kEntities, filter, page, entity_of);
  });
}

Result<void> SqliteLibraries::remove_entity(const LibraryKey& key, const std::string& entity) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    if (!has_entity(connection, key, entity)) return not_found("entity");
    connection.run("DELETE FROM entities WHERE id = ?", entity);
    return {};
  });
}

Result<Sample> SqliteLibraries::add_sample(const LibraryKey& key, const std::string& entity,
                                           const Sample& sample) {
  return context_.database.write([&](Connection& connection) -> Result<Sample> {
    if (!has_entity(connection, key, entity)) return not_found("entity");
    Sample made = sample;
    made.id = random_id();
    made.library = key.id;
    made.entity = entity;
    made.created = context_.clock.now();
    // The column takes either: the algorithm of the library says which.
    const Blob vector{reinterpret_cast<const std::uint8_t*>(made.vector.data()),
                      made.vector.size() * sizeof(float)};
    connection.run(
        "INSERT INTO samples (id, entity, image_url, label_prompt, model, vector, picture, created) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        made.id, entity, made.image_url, made.label_prompt, made.model,
        made.features.empty() ? vector : Blob{made.features}, Blob{made.picture}, made.created);
    return made;
  });
}

Result<Listed<Sample>> SqliteLibraries::samples(const LibraryKey& key, const std::string& entity,
                                                const Page& page) {
  Filter filter;
  filter.add("s.entity = ?", Value{entity});
  return context_.database.read([&](Connection& connection) -> Result<Listed<Sample>> {
    if (!has_entity(connection, key, entity)) return not_found("entity");
    return sqlite::list(connection, kSamples, filter, page, sample_of);
  });
}

Result<void> SqliteLibraries::remove_sample(const LibraryKey& key, const std::string& entity,
                                            const std::string& sample) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    if (!has_entity(connection, key, entity)) return not_found("entity");
    if (connection.run("DELETE FROM samples WHERE id = ? AND entity = ?", sample, entity) == 0)
      return not_found("sample");
    return {};
  });
}

Result<std::vector<KnownVector>> SqliteLibraries::vectors(UserId owner, const std::string& algorithm,
                                                          const std::vector<std::string>& libraries) {
  return context_.database.read([&](Connection& connection) -> Result<std::vector<KnownVector>> {
    std::vector<KnownVector> known;
    for (const auto& library : libraries) {
      if (!find_library(connection, {owner, algorithm, library})) return not_found("library");
      auto rows = connection.all(
          "SELECT e.library, e.id, e.name, s.model, s.vector FROM samples s JOIN entities e ON e.id = "
          "s.entity "
          "WHERE e.library = ? AND length(s.vector) > 0 ORDER BY s.number",
          [&](const Row& row) {
            KnownVector one{row.text(0), row.text(1), row.text(2), row.text(3), {}, {}};
            if (algorithm == "face")
              one.vector = row.floats(4);
            else
              one.features = row.bytes(4);
            return one;
          },
          library);
      std::move(rows.begin(), rows.end(), std::back_inserter(known));
    }
    return known;
  });
}

}  // namespace smarttag::jobs::sqlite
