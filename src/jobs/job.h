// A job as the service keeps it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "jobs/result_ref.h"

namespace smarttag::jobs {

using UserId = std::int64_t;

// As the API shows it. A job that waits for its next try is Submitted again.
enum class JobState { kSubmitted, kProcessing, kSuccess, kFail };

std::string_view name_of(JobState state);  // "Submitted", "Processing", "Success", "Fail"
std::optional<JobState> job_state_named(std::string_view name);

// Where changes of a job's state are told: the channel says who delivers ("webhook", "queue", "amqp"), the
// target is that deliverer's (a URL, a queue's name).
struct Destination {
  std::string channel;
  std::string target;
};

// What is known of a job when it is submitted. Texts of JSON are kept as they are, unread.
struct JobSpec {
  UserId owner = 0;
  std::string pipeline;  // must exist and be the owner's
  int priority = 6;      // 1 to 10, 10 first, within its pipeline
  std::string title;
  std::string content;
  std::string user_data;
  std::string input_json;
  std::string params_json;
  std::string template_id;
  std::string template_json;
  std::string notify_url;
  std::vector<Destination> destinations;
};

struct Job {
  std::int64_t number = 0;  // of its row: tells jobs apart, and orders nothing
  std::string id;
  JobSpec spec;
  JobState state = JobState::kSubmitted;
  Time created{};
  Time modified{};                 // last change of the state
  std::optional<Time> started{};   // the last attempt
  std::optional<Time> finished{};  // success or fail
  std::optional<Time> next_try{};  // of a job that waits for it
  int attempt = 0;                 // how often it was taken up
  int failures = 0;                // how many attempts failed
  std::string worker;              // who has it, or had it last
  double progress = 0;             // 0 to 1, of the current attempt
  std::string stage;
  std::optional<Error> error{};  // of the last failed attempt
  // While the results of a finished job are built anew: of this label version, "" for that of its template.
  std::optional<std::string> rebuild{};
};

// The right to work on a job. All three must still match when something is reported.
struct Claim {
  std::string job;
  int attempt = 0;
  std::int64_t lease = 0;
};

struct ClaimedJob {
  Job job;
  Claim claim;
  Time until{};  // when the lease ends, unless a heartbeat moves it
};

}  // namespace smarttag::jobs
