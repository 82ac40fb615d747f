// Copies the write-ahead log back into the database file, on a thread and a connection of its own: a commit
// waits for its own write of the log alone, not for the database file, whose pages lie all over the disk.
// SQLite would do it inside a commit (https://www.sqlite.org/wal.html, "Checkpointing").
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "jobs/sqlite/engine/connection.h"

namespace smarttag::jobs::sqlite {

struct CheckpointLimits {
  // Of the log since the last copy: copy them (SQLite's own measure).
  int pages = 1000;
  // Of the log in all: a commit waits for the rest, and the next one writes at its front. Pages that the file
  // already has are written several times faster than it grows.
  int longest = 4000;
};

// Thread-safe. A copy that fails is logged and tried again later; nothing is lost by it but room.
class Checkpointer {
 public:
  // Follows the commits of `writer`, which outlives this; `patience` is that of opening. StoreFailure.
  Checkpointer(const std::filesystem::path& file, Connection& writer, std::chrono::milliseconds patience,
               const CheckpointLimits& limits);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

 private:
  void committed(int pages);
  void copy_forever();
  void copy(int mode);
  bool due() const;

  const CheckpointLimits limits_;
  Connection& writer_;
  Connection connection_;  // of the writer's thread while rest_is_left_, of ours otherwise
  std::mutex mutex_;
  std::condition_variable wake_;
  int pages_ = 0;              // of the log, after the last commit
  int copied_ = 0;             // of these, when last begun
  bool rest_is_left_ = false;  // to the next commit
  bool closing_ = false;
  std::thread thread_;
};

}  // namespace smarttag::jobs::sqlite
