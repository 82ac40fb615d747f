#include "jobs/sqlite/pipelines.h"

#include <fmt/format.h>

#include "jobs/identifier.h"

namespace smarttag::jobs::sqlite {
namespace {

Pipeline pipeline_of(const Row& row) {
  Pipeline pipeline;
  pipeline.id = row.text(0);
  pipeline.spec = {row.integer(1), row.text(2), row.text(3), static_cast<int>(row.integer(4)),
                   static_cast<int>(row.integer(5))};
  pipeline.paused = row.boolean(6);
  pipeline.standard = row.boolean(7);
  pipeline.created = row.time(8);
  pipeline.modified = row.time(9);
  return pipeline;
}

#define COLUMNS "id, owner, name, speed, priority, concurrency, paused, standard, created, modified"

constexpr std::int64_t kMostPipelines = 100;  // of a user: claims look at each that has jobs

Result<void> checked(int priority, int concurrency) {
  if (priority < 1 || priority > 10) return fail(ErrorKind::kUsage, "The priority must be 1 to 10.");
  if (concurrency < 1) return fail(ErrorKind::kUsage, "A pipeline must be able to run at least one job.");
  return {};
}

Pipeline insert(Connection& connection, const PipelineSpec& spec, bool standard, Time now) {
  Pipeline pipeline{random_id(), spec, false, standard, now, now};
  connection.run("INSERT INTO pipelines (" COLUMNS
                 ", turn) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, "
                 "coalesce((SELECT max(turn) FROM pipelines), 0))",
                 pipeline.id, spec.owner, spec.name, spec.speed, spec.priority, spec.concurrency, standard,
                 now, now);
  return pipeline;
}

std::optional<Pipeline> find_pipeline(Connection& connection, UserId owner, const std::string& id) {
  return connection.first("SELECT " COLUMNS " FROM pipelines WHERE id = ? AND owner = ?", pipeline_of, id,
                          owner);
}

std::optional<Pipeline> find_standard(Connection& connection, UserId owner) {
  return connection.first("SELECT " COLUMNS " FROM pipelines WHERE owner = ? AND standard = 1", pipeline_of,
                          owner);
}

}  // namespace

Result<Pipeline> SqlitePipelines::create(const PipelineSpec& spec) {
  if (auto good = checked(spec.priority, spec.concurrency); !good) return tl::unexpected(good.error());
  return context_.database.write([&](Connection& connection) -> Result<Pipeline> {
    if (connection.number("SELECT count(*) FROM pipelines WHERE owner = ?", spec.owner) >= kMostPipelines)
      return fail(
          ErrorKind::kQuotaExceeded,
          fmt::format("You have {} pipelines, and more are not allowed. Delete one first.", kMostPipelines));
    return insert(connection, spec, false, context_.clock.now());
  });
}

Result<Pipeline> SqlitePipelines::find(UserId owner, const std::string& id) {
  return context_.database.read([&](Connection& connection) -> Result<Pipeline> {
    return or_not_found(find_pipeline(connection, owner, id), "pipeline");
  });
}

Result<std::vector<Pipeline>> SqlitePipelines::list(UserId owner, const std::string& speed) {
  return context_.database.read([&](Connection& connection) -> Result<std::vector<Pipeline>> {
    return connection.all("SELECT " COLUMNS
                          " FROM pipelines WHERE owner = ?1 AND (?2 = '' OR speed = ?2) ORDER BY created, id",
                          pipeline_of, owner, speed);
  });
}

Result<Pipeline> SqlitePipelines::standard(UserId owner) {
  const auto there = context_.database.read([&](Connection& connection) -> Result<std::optional<Pipeline>> {
    return find_standard(connection, owner);
  });
  if (!there) return tl::unexpected(there.error());
  if (*there) return **there;
  return context_.database.write([&](Connection& connection) -> Result<Pipeline> {
    if (auto made_meanwhile = find_standard(connection, owner)) return *std::move(made_meanwhile);
    PipelineSpec spec;
    spec.owner = owner;
    spec.name = "default";
    return insert(connection, spec, true, context_.clock.now());
  });
}

Result<Pipeline> SqlitePipelines::update(UserId owner, const std::string& id, const PipelineChange& change) {
  return context_.database.write([&](Connection& connection) -> Result<Pipeline> {
    auto pipeline = find_pipeline(connection, owner, id);
    if (!pipeline) return not_found("pipeline");
    pipeline->spec.name = change.name.value_or(pipeline->spec.name);
    pipeline->spec.priority = change.priority.value_or(pipeline->spec.priority);
    pipeline->spec.concurrency = change.concurrency.value_or(pipeline->spec.concurrency);
    pipeline->paused = change.paused.value_or(pipeline->paused);
    pipeline->modified = context_.clock.now();
    if (auto good = checked(pipeline->spec.priority, pipeline->spec.concurrency); !good)
      return tl::unexpected(good.error());
    connection.run(
        "UPDATE pipelines SET name = ?, priority = ?, concurrency = ?, paused = ?, modified = ? WHERE id = ?",
        pipeline->spec.name, pipeline->spec.priority, pipeline->spec.concurrency, pipeline->paused,
        pipeline->modified, id);
    return *std::move(pipeline);
  });
}

Result<void> SqlitePipelines::remove(UserId owner, const std::string& id) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    const auto pipeline = find_pipeline(connection, owner, id);
    if (!pipeline) return not_found("pipeline");
    if (pipeline->standard)
      return fail(ErrorKind::kConflict, "The default pipeline cannot be deleted. Pause it instead.");
    if (connection.number(
            "SELECT coalesce(sum(jobs), 0) FROM job_counts WHERE owner = ? AND pipeline = ? AND phase < 3",
            owner, id) > 0)
      return fail(ErrorKind::kConflict,
                  "This pipeline still has jobs. Wait until they are finished, or delete them first.");
    connection.run("DELETE FROM pipelines WHERE id = ?", id);
    return {};
  });
}

}  // namespace smarttag::jobs::sqlite
