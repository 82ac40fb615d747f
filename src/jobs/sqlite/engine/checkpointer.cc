#include "jobs/sqlite/engine/checkpointer.h"

#include <spdlog/spdlog.h>
#include <sqlite3.h>

namespace smarttag::jobs::sqlite {
namespace {

// A commit waits so long at most for those who still read the log; a backup may read for minutes.
constexpr int kBusyMilliseconds = 20;

}  // namespace

Checkpointer::Checkpointer(const std::filesystem::path& file, Connection& writer,
                           std::chrono::milliseconds patience, const CheckpointLimits& limits)
    : limits_(limits), writer_(writer), connection_(file, Access::kRead, patience) {
  check(sqlite3_busy_timeout(connection_.handle(), kBusyMilliseconds), connection_.handle());
  // The hook takes the place of SQLite's own, which would copy within the commit.
  sqlite3_wal_hook(
      writer_.handle(),
      [](void* self, sqlite3*, const char*, int pages) {
        static_cast<Checkpointer*>(self)->committed(pages);
        return SQLITE_OK;
      },
      this);
  thread_ = std::thread([this] { copy_forever(); });
}

Checkpointer::~Checkpointer() {
  sqlite3_wal_hook(writer_.handle(), nullptr, nullptr);
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

bool Checkpointer::due() const { return !rest_is_left_ && pages_ - copied_ >= limits_.pages; }

void Checkpointer::committed(int pages) {
  {
    const std::lock_guard lock(mutex_);
    if (pages < pages_) copied_ = 0;  // the log started again
    pages_ = pages;
    if (rest_is_left_) {
      copy(SQLITE_CHECKPOINT_RESTART);
      copied_ = pages;
      rest_is_left_ = false;
    }
    if (!due()) return;
  }
  wake_.notify_one();
}

// Nobody waits for a passive copy. Under a load without a pause the log never ends while it is copied, and
// grows: when it has become long, the short rest is left to a commit, which nothing can overtake.
void Checkpointer::copy_forever() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [&] { return closing_ || due(); });
    if (closing_) return;
    copied_ = pages_;
    lock.unlock();
    copy(SQLITE_CHECKPOINT_PASSIVE);
    lock.lock();
    rest_is_left_ = pages_ >= limits_.longest;
  }
}

void Checkpointer::copy(int mode) {
  const int code = sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr, mode, nullptr, nullptr);
  // Busy: another process copies, or a long read still needs the log.
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY)
    spdlog::warn("the database's log cannot be copied into its file: {}",
                 sqlite3_errmsg(connection_.handle()));
}

}  // namespace smarttag::jobs::sqlite
