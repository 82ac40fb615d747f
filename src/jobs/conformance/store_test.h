// The databases, and what every test of them needs. A new database is one line in store_kinds().
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "jobs/sqlite/open.h"
#include "jobs/store.h"
#include "jobs/testing/manual_clock.h"
#include "jobs/testing/temporary_folder.h"

namespace smarttag::jobs {

struct StoreKind {
  std::string name;
  std::function<Result<std::unique_ptr<Store>>(const StoreOptions&)> open;
};

inline std::vector<StoreKind> store_kinds() { return {{"Sqlite", &sqlite::open_store}}; }

inline void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

inline std::string name_of_kind(const ::testing::TestParamInfo<StoreKind>& kind) { return kind.param.name; }

// The value, or the end of the test with what went wrong.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().client.text + " | " + result.error().log.text);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

template <class T>
ErrorKind kind_of_error(const Result<T>& result) {
  return result ? throw std::runtime_error("no error") : result.error().kind;
}

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class StoreTest : public ::testing::TestWithParam<StoreKind> {
 protected:
  static constexpr UserId kAda = 7;
  static constexpr UserId kBob = 8;
  static constexpr seconds kLease{30};

  StoreTest() { reopen(); }

  void reopen() {
    store_.reset();
    store_ = open();
  }

  // One more store on the same database, as another process would have it.
  std::unique_ptr<Store> open() {
    StoreOptions options;
    options.folder = folder_.path();
    options.clock = &clock_;
    options.retry = retry_;
    return must(GetParam().open(options));
  }

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

  testing::TemporaryFolder folder_;
  testing::ManualClock clock_;
  RetryPolicy retry_;
  std::unique_ptr<Store> store_;
};

}  // namespace smarttag::jobs
