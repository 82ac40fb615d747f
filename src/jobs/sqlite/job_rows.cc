#include "jobs/sqlite/job_rows.h"

#include <nlohmann/json.hpp>

#include "jobs/identifier.h"

namespace smarttag::jobs::sqlite {
namespace {

using Json = nlohmann::json;

std::vector<Destination> destinations_of(const std::string& text) {
  std::vector<Destination> destinations;
  for (const auto& each : Json::parse(text)) destinations.push_back({each.at(0), each.at(1)});
  return destinations;
}

JobSpec spec_of(const Row& row) {
  JobSpec spec;
  spec.owner = row.integer(2);
  spec.pipeline = row.text(3);
  spec.priority = static_cast<int>(row.integer(4));
  spec.title = row.text(6);
  spec.content = row.text(7);
  spec.user_data = row.text(8);
  spec.input_json = row.text(9);
  spec.params_json = row.text(10);
  spec.template_id = row.text(11);
  spec.template_json = row.text(12);
  spec.notify_url = row.text(13);
  spec.destinations = destinations_of(row.text(14));
  return spec;
}

}  // namespace

const std::string_view kJobColumns =
    "number, id, owner, pipeline, priority, phase, title, content, user_data, input_json, params_json, "
    "template_id, "
    "template_json, notify_url, destinations_json, created, modified, started, "
    "finished, due, "
    "attempt, failures, worker, progress, stage, error_kind, error_client, error_log, rebuild";

JobState state_of(Phase phase) {
  switch (phase) {
    case Phase::kReady:
    case Phase::kWaiting:
      return JobState::kSubmitted;
    case Phase::kProcessing:
      return JobState::kProcessing;
    case Phase::kSuccess:
      return JobState::kSuccess;
    case Phase::kFail:
      break;
  }
  return JobState::kFail;
}

Job job_of(const Row& row) {
  Job job;
  job.number = row.integer(0);
  job.id = row.text(1);
  job.spec = spec_of(row);
  job.state = state_of(static_cast<Phase>(row.integer(5)));
  job.created = row.time(15);
  job.modified = row.time(16);
  job.started = row.maybe_time(17);
  job.finished = row.maybe_time(18);
  job.next_try = row.maybe_time(19);
  job.attempt = static_cast<int>(row.integer(20));
  job.failures = static_cast<int>(row.integer(21));
  job.worker = row.text(22);
  job.progress = row.real(23);
  job.stage = row.text(24);
  if (!row.null(25)) job.error = Error{kind_named(row.text(25)), {row.text(26)}, {row.text(27)}};
  if (!row.null(28)) job.rebuild = row.text(28);
  return job;
}

std::string to_json(const std::vector<Destination>& destinations) {
  Json json = Json::array();
  for (const auto& each : destinations) json.push_back({each.channel, each.target});
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void tell(Connection& connection, const Job& job, JobState state, Time now) {
  connection.run(
      "INSERT INTO events (id, job, owner, pipeline, state, user_data, created) VALUES (?, ?, ?, ?, ?, ?, ?)",
      "msg_" + random_id(), job.id, job.spec.owner, job.spec.pipeline, name_of(state), job.spec.user_data,
      now);
  const auto event = connection.last_row();
  for (const auto& destination : job.spec.destinations)
    connection.run(
        "INSERT INTO deliveries (event, job, channel, target, next_try, head) VALUES (?1, ?2, ?3, ?4, ?5, "
        "NOT EXISTS "
        "(SELECT 1 FROM deliveries WHERE job = ?2 AND channel = ?3 AND target = ?4 AND status = 0))",
        event, job.id, destination.channel, destination.target, now);
}

}  // namespace smarttag::jobs::sqlite
