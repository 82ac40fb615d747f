#include "jobs/changes.h"

#include <gtest/gtest.h>

#include <thread>

namespace smarttag::jobs {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(Changes, ToldBeforeTheWaitAreNotMissed) {
  LocalChanges changes;
  const auto seen = changes.seen();
  changes.tell();
  changes.wait_past(seen, hours{1}, {});
  EXPECT_NE(changes.seen(), seen);
}

TEST(Changes, WakeAWaitingThread) {
  LocalChanges changes;
  const auto seen = changes.seen();
  std::thread waiting{[&] { changes.wait_past(seen, hours{1}, {}); }};
  changes.tell();
  waiting.join();
}

TEST(Changes, EndTheWaitWhenStopped) {
  LocalChanges changes;
  std::stop_source stop;
  std::thread waiting{[&] { changes.wait_past(changes.seen(), hours{1}, stop.get_token()); }};
  stop.request_stop();
  waiting.join();
  EXPECT_EQ(changes.seen(), 0u);
}

TEST(Changes, EndTheWaitWhenTheTimeIsOver) {
  LocalChanges changes;
  changes.wait_past(changes.seen(), milliseconds{1}, {});
  EXPECT_EQ(changes.seen(), 0u);
}

}  // namespace
}  // namespace smarttag::jobs
