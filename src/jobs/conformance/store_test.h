// What every test of the databases needs; which databases, testing/store_fixture.h says.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "jobs/store.h"
#include "jobs/testing/kept_results.h"
#include "jobs/testing/store_fixture.h"

namespace smarttag::jobs {

inline std::string name_of_kind(const ::testing::TestParamInfo<std::string>& pattern) {
  return pattern.param.substr(0, pattern.param.find(':')) + std::to_string(pattern.index);
}

using testing::must;
using testing::store_patterns;

template <class T>
ErrorKind kind_of_error(const Result<T>& result) {
  return result ? throw std::runtime_error("no error") : result.error().kind;
}

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class StoreTest : public ::testing::TestWithParam<std::string>, protected testing::WithStore {
 protected:
  static constexpr UserId kAda = 7;
  static constexpr UserId kBob = 8;
  static constexpr seconds kLease{30};

  StoreTest() : WithStore(nullptr, GetParam()) {}

  std::string pipeline(int priority = 6, int concurrency = 100, UserId owner = kAda) {
    PipelineSpec spec;
    spec.owner = owner;
    spec.name = "p";
    spec.priority = priority;
    spec.concurrency = concurrency;
    return must(store_->pipelines().create(spec)).id;
  }

  static JobSpec spec(const std::string& pipeline, int priority = 6) {
    JobSpec spec;
    spec.owner = kAda;
    spec.pipeline = pipeline;
    spec.priority = priority;
    spec.title = "title";
    spec.user_data = "user data";
    spec.input_json = R"({"Type":"URL"})";
    return spec;
  }

  std::string submit(const JobSpec& spec) { return must(store_->jobs().submit(spec)).id; }

  std::optional<ClaimedJob> claim() { return must(store_->jobs().claim("worker", kLease)); }

  // The id of the job that was claimed, empty when there was none.
  std::string claimed() {
    const auto taken = claim();
    return taken ? taken->job.id : "";
  }

  Job job(const std::string& id) { return must(store_->jobs().find(kAda, id)); }

  // The states that the events of a job tell, in order: "Processing Success".
  std::string told(const std::string& id) {
    std::string states;
    for (const auto& event : must(store_->outbox().events(id)))
      states += (states.empty() ? "" : " ") + std::string{name_of(event.state)};
    return states;
  }
};

}  // namespace smarttag::jobs
