#include "jobs/sqlite/engine/database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

#include "jobs/sqlite/engine/schema.h"

namespace smarttag::jobs::sqlite {
namespace {

// Bounds the time that the first caller of a transaction waits for the last.
constexpr std::size_t kMostInOneTransaction = 256;

}  // namespace

Error error_of(const StoreFailure& failure) {
  const auto error = [&](std::string_view text) {
    return Error{ErrorKind::kStoreFailed,
                 {std::string{text}},
                 {fmt::format("sqlite {}: {}", failure.code(), failure.what())}};
  };
  switch (failure.code() & 0xff) {  // the primary code
    case SQLITE_FULL:
      return error("The server's disk is full. Try again when its operator has made room.");
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return error("The server's database cannot be opened or written.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return error("The server's database is busy. Try again.");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return error("The server's database is damaged. Its operator must restore a backup.");
    case SQLITE_IOERR:
      return error("The server's disk failed or is full. Try again later.");
    default:
      return {ErrorKind::kInternal, {"The server's database failed."}, {error("").log}};
  }
}

Database::Database(const DatabaseOptions& options)
    : options_(options), writer_(options.file, Access::kWrite, options.patience) {
  migrate(writer_);
  checkpointer_.emplace(options_.file, writer_, options_.patience, options_.checkpoints);
  thread_ = std::thread([this] { write_forever(); });
}

Result<std::unique_ptr<Database>> Database::open(const DatabaseOptions& options) {
  try {
    return std::unique_ptr<Database>(new Database(options));
  } catch (const StoreFailure& failure) {
    Error error = error_of(failure);
    error.kind = ErrorKind::kStoreFailed;
    error.client.text += fmt::format(" ({}: {})", options.file.filename().string(), failure.what());
    return tl::unexpected(std::move(error));
  }
}

Database::~Database() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::pair<std::uint64_t, std::uint64_t> Database::writes_and_commits() const {
  const std::lock_guard lock(mutex_);
  return {writes_, commits_};
}

std::size_t Database::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

Result<void> Database::submit(const Task& task) {
  Pending pending{&task, {}, {}};
  auto done = pending.done.get_future();
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(&pending);
  }
  wake_.notify_one();
  return done.get();
}

void Database::write_forever() {
  while (true) {
    std::vector<Pending*> batch;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return closing_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      const auto count = static_cast<std::ptrdiff_t>(std::min(waiting_.size(), kMostInOneTransaction));
      batch.assign(waiting_.begin(), waiting_.begin() + count);
      waiting_.erase(waiting_.begin(), waiting_.begin() + count);
    }
    run_batch(batch);
    for (Pending* pending : batch) pending->done.set_value(std::move(pending->outcome));
  }
}

void Database::run_batch(std::vector<Pending*>& batch) {
  try {
    run_in_transaction(batch);
  } catch (const StoreFailure& failure) {
    roll_back();
    for (Pending* pending : batch) pending->outcome = tl::unexpected(error_of(failure));
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    writes_ += batch.size();
    ++commits_;
  }
  changes_.tell();
}

// Each task has a savepoint of its own, so that one that fails takes nothing of the others with it.
void Database::run_in_transaction(std::vector<Pending*>& batch) {
  writer_.run("BEGIN IMMEDIATE");
  for (Pending* pending : batch) {
    writer_.run("SAVEPOINT task");
    std::optional<StoreFailure> failure;
    try {
      pending->outcome = (*pending->task)(writer_);
    } catch (const StoreFailure& caught) {
      failure = caught;
    } catch (const std::exception& defect) {
      pending->outcome = fail(ErrorKind::kInternal, "The server's database failed.", defect.what());
    }
    // Some failures (a full disk) end the whole transaction: then nothing of the batch has happened.
    if (failure && !writer_.in_transaction()) throw *failure;
    if (failure) pending->outcome = tl::unexpected(error_of(*failure));
    if (!pending->outcome) writer_.run("ROLLBACK TO task");
    writer_.run("RELEASE task");
  }
  writer_.run("COMMIT");
}

void Database::roll_back() {
  try {
    if (writer_.in_transaction()) writer_.run("ROLLBACK");
  } catch (const StoreFailure&) {
    // SQLite documents that a failed ROLLBACK means that none is needed; the failure itself is reported
    // already.
    return;
  }
}

Result<void> Database::run_read(const Task& task) {
  std::unique_ptr<Connection> reader;
  {
    std::unique_lock lock(readers_mutex_);
    reader_free_.wait(lock, [&] { return !free_readers_.empty() || open_readers_ < options_.readers; });
    if (free_readers_.empty()) {
      ++open_readers_;
    } else {
      reader = std::move(free_readers_.back());
      free_readers_.pop_back();
    }
  }
  Result<void> outcome;
  try {
    if (!reader) reader = std::make_unique<Connection>(options_.file, Access::kRead, options_.patience);
    reader->run("BEGIN");
    outcome = task(*reader);
    reader->run("COMMIT");
  } catch (const StoreFailure& failure) {
    reader.reset();  // with whatever state it was in; the next read opens a fresh one
    outcome = tl::unexpected(error_of(failure));
  } catch (const std::exception& defect) {
    reader.reset();
    outcome = fail(ErrorKind::kInternal, "The server's database failed.", defect.what());
  }
  {
    const std::lock_guard lock(readers_mutex_);
    if (reader)
      free_readers_.push_back(std::move(reader));
    else
      --open_readers_;
  }
  reader_free_.notify_one();
  return outcome;
}

}  // namespace smarttag::jobs::sqlite
