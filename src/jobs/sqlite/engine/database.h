// The database file as the stores use it: one writer connection on a thread of its own, which puts the writes
// of many callers into one durable transaction, and a few reading connections. Several processes may open the
// same file.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "base/error.h"
#include "jobs/changes.h"
#include "jobs/sqlite/engine/checkpointer.h"
#include "jobs/sqlite/engine/connection.h"

namespace smarttag::jobs::sqlite {

struct DatabaseOptions {
  std::filesystem::path file;
  int readers = 4;                            // reads that may run at once; more wait
  std::chrono::milliseconds patience{10000};  // for another process that writes
  CheckpointLimits checkpoints{};
};

// Thread-safe. Forking with an open database is not allowed.
class Database {
 public:
  // Brings the schema up to date. kStoreFailed: cannot be opened, written, or was made by a newer version.
  static Result<std::unique_ptr<Database>> open(const DatabaseOptions& options);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Runs `work`, a function from Connection& to some Result<T>, in a transaction that began as a writer. When
  // a value comes back, it is on the disk. When an error does, the work has left nothing behind; only of a
  // commit that failed halfway the next start decides. Blocks. `work` runs on the writer's thread: it must be
  // quick, and use the database by its argument alone.
  template <class Work>
  auto write(const Work& work) -> std::invoke_result_t<const Work&, Connection&> {
    return erased<Work>(work, [this](const Task& task) { return submit(task); });
  }

  // Runs `work` on one snapshot of the database.
  template <class Work>
  auto read(const Work& work) -> std::invoke_result_t<const Work&, Connection&> {
    return erased<Work>(work, [this](const Task& task) { return run_read(task); });
  }

  // Told after every commit of this process.
  Changes& changes() { return changes_; }

  // Writes and the transactions that held them: how well writes are grouped.
  std::pair<std::uint64_t, std::uint64_t> writes_and_commits() const;
  std::size_t waiting() const;  // writes that no transaction has taken yet

 private:
  using Task = std::function<Result<void>(Connection&)>;
  struct Pending {
    const Task* task;
    std::promise<Result<void>> done;
    Result<void> outcome;
  };

  explicit Database(const DatabaseOptions& options);

  template <class Work, class Run>
  static auto erased(const Work& work, const Run& run) -> std::invoke_result_t<const Work&, Connection&> {
    std::optional<std::invoke_result_t<const Work&, Connection&>> value;
    const Result<void> outcome = run(Task{[&](Connection& connection) -> Result<void> {
      value.emplace(work(connection));
      if (!*value) return tl::unexpected(value->error());
      return {};
    }});
    if (!outcome) return tl::unexpected(outcome.error());
    return *std::move(value);
  }

  Result<void> submit(const Task& task);
  Result<void> run_read(const Task& task);
  void write_forever();
  void run_batch(std::vector<Pending*>& batch);
  void run_in_transaction(std::vector<Pending*>& batch);
  void roll_back();

  DatabaseOptions options_;
  Connection writer_;
  std::optional<Checkpointer> checkpointer_;  // when the schema is up to date
  LocalChanges changes_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Pending*> waiting_;
  bool closing_ = false;
  std::uint64_t writes_ = 0;
  std::uint64_t commits_ = 0;

  std::mutex readers_mutex_;
  std::condition_variable reader_free_;
  std::vector<std::unique_ptr<Connection>> free_readers_;
  int open_readers_ = 0;

  std::thread thread_;
};

// What a failure of SQLite means to a client and to the log.
Error error_of(const StoreFailure& failure);

}  // namespace smarttag::jobs::sqlite
