#include "jobs/nonces/file_nonces.h"

#include <fstream>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "jobs/testing/manual_clock.h"
#include "jobs/testing/temporary_folder.h"

namespace smarttag::jobs {
namespace {

using testing::ManualClock;
using testing::TemporaryFolder;
using namespace std::chrono_literals;

constexpr UserId kAda = 1;
constexpr UserId kBob = 2;

std::unique_ptr<FileNonces> open(const std::filesystem::path& folder, const Clock& clock,
                                 const NonceLimits& limits = {}) {
  auto nonces = FileNonces::open(folder, clock, limits);
  if (!nonces) throw std::runtime_error(nonces.error().log.text);
  return *std::move(nonces);
}

TEST(Nonces, NoneIsAcceptedTwice) {
  ManualClock clock;
  const auto nonces = open({}, clock);
  EXPECT_EQ(nonces->use(kAda, "key", "a", clock.now() + 15min), NonceUse::kFresh);
  EXPECT_EQ(nonces->use(kAda, "key", "a", clock.now() + 15min), NonceUse::kUsed);
  EXPECT_EQ(nonces->use(kAda, "key", "a", clock.now() + 20min), NonceUse::kUsed)
      << "whatever the time it claims";
  EXPECT_EQ(nonces->use(kAda, "other", "a", clock.now() + 15min), NonceUse::kFresh) << "each key has its own";
  EXPECT_EQ(nonces->use(kAda, "key", "b", clock.now() + 15min), NonceUse::kFresh);
}

TEST(Nonces, AreForgottenWhenTheirTimeIsOver) {
  ManualClock clock;
  const auto nonces = open({}, clock);
  EXPECT_EQ(nonces->use(kAda, "key", "a", clock.now() + 15min), NonceUse::kFresh);
  clock.turn(14min + 59s);
  EXPECT_EQ(nonces->use(kAda, "key", "a", clock.now() + 15min), NonceUse::kUsed);
  clock.turn(2min);
  EXPECT_EQ(nonces->use(kAda, "key", "b", clock.now() + 15min), NonceUse::kFresh);
  EXPECT_EQ(nonces->remembered(), 1U);
}

TEST(Nonces, OutliveAProcessThatIsKilled) {
  ManualClock clock;
  const TemporaryFolder folder;
  const auto killed = open(folder.path() / "nonces", clock);  // never closed in order
  EXPECT_EQ(killed->use(kAda, "key", "a", clock.now() + 15min), NonceUse::kFresh);
  EXPECT_EQ(killed->use(kAda, "key", "b", clock.now() + 1min), NonceUse::kFresh);
  clock.turn(3min);
  const auto next = open(folder.path() / "nonces", clock);
  EXPECT_EQ(next->use(kAda, "key", "a", clock.now() + 12min), NonceUse::kUsed);
  EXPECT_EQ(next->remembered(), 1U) << "the other one is over";
  clock.turn(15min);
  EXPECT_EQ(next->use(kAda, "key", "c", clock.now() + 15min), NonceUse::kFresh);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path() / "nonces"), {}), 1)
      << "files of the past are removed";
}

TEST(Nonces, TwoServersOnOneFolderKnowThemOfEachOther) {
  ManualClock clock;
  const TemporaryFolder folder;
  const auto one = open(folder.path(), clock);
  const auto two = open(folder.path(), clock);
  const auto until = clock.now() + 15min;
  for (int i = 0; i < 1500; ++i) {
    const auto nonce = std::to_string(i);
    ASSERT_EQ((i % 3 == 0 ? one : two)->use(kAda, "key", nonce, until), NonceUse::kFresh);
  }
  for (int i = 0; i < 1500; ++i) {
    const auto nonce = std::to_string(i);
    ASSERT_EQ(one->use(kAda, "key", nonce, until), NonceUse::kUsed);
    ASSERT_EQ(two->use(kAda, "key", nonce, until), NonceUse::kUsed);
  }
  clock.turn(17min);
  EXPECT_EQ(one->use(kAda, "key", "a", clock.now() + 15min), NonceUse::kFresh);
  EXPECT_EQ(two->use(kAda, "key", "a", clock.now() + 15min), NonceUse::kUsed);
  EXPECT_EQ(one->remembered(), 1U);
  EXPECT_EQ(two->remembered(), 1U);
}

TEST(Nonces, HalfAWriteSpoilsNothingBehindIt) {
  ManualClock clock;
  const TemporaryFolder folder;
  const auto until = clock.now() + 15min;
  const auto minute = std::chrono::floor<std::chrono::minutes>(until.time_since_epoch()).count();
  std::ofstream(folder.path() / (std::to_string(minute) + ".nonces")) << "12345";
  const auto one = open(folder.path(), clock);
  EXPECT_EQ(one->use(kAda, "key", "a", until), NonceUse::kFresh);
  EXPECT_EQ(open(folder.path(), clock)->use(kAda, "key", "a", until), NonceUse::kUsed);
}

TEST(Nonces, DamagedAndForeignFilesDoNoHarm) {
  ManualClock clock;
  const TemporaryFolder folder;
  const auto minute = std::chrono::floor<std::chrono::minutes>(clock.now().time_since_epoch()).count();
  std::ofstream(folder.path() / (std::to_string(minute + 1) + ".nonces")) << "12345";
  std::ofstream(folder.path() / "notes.txt") << "mine";
  std::ofstream(folder.path() / "x.nonces") << "mine";
  const auto nonces = open(folder.path(), clock);
  EXPECT_EQ(nonces->remembered(), 0U);
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "notes.txt"));
  EXPECT_EQ(nonces->use(kAda, "key", "a", clock.now() + 1min), NonceUse::kFresh);
  EXPECT_FALSE(FileNonces::open(folder.path() / "notes.txt" / "below", clock));
}

TEST(Nonces, AFullMemoryRefusesInsteadOfForgetting) {
  ManualClock clock;
  const auto nonces = open({}, clock, {2, 2});
  EXPECT_EQ(nonces->use(kAda, "key", "a", clock.now() + 15min), NonceUse::kFresh);
  EXPECT_EQ(nonces->use(kAda, "key", "b", clock.now() + 15min), NonceUse::kFresh);
  EXPECT_EQ(nonces->use(kAda, "key", "c", clock.now() + 15min), NonceUse::kFull);
  EXPECT_EQ(nonces->use(kAda, "key", "a", clock.now() + 15min), NonceUse::kUsed);
  clock.turn(17min);
  EXPECT_EQ(nonces->use(kAda, "key", "c", clock.now() + 15min), NonceUse::kFresh);
}

TEST(Nonces, UserAtTheLimitLeavesOthersRoom) {
  ManualClock clock;
  const TemporaryFolder folder;
  const NonceLimits limits{10, 2};
  const auto until = clock.now() + 15min;
  const auto nonces = open(folder.path(), clock, limits);
  EXPECT_EQ(nonces->use(kAda, "key", "a", until), NonceUse::kFresh);
  EXPECT_EQ(nonces->use(kAda, "other", "b", until), NonceUse::kFresh);
  EXPECT_EQ(nonces->use(kAda, "key", "c", until), NonceUse::kUserFull);
  EXPECT_EQ(nonces->use(kBob, "bobs", "c", until), NonceUse::kFresh);
  const auto restarted = open(folder.path(), clock, limits);
  EXPECT_EQ(restarted->use(kAda, "key", "c", until), NonceUse::kUserFull) << "counted in the files too";
  EXPECT_EQ(restarted->use(kBob, "bobs", "d", until), NonceUse::kFresh);
  clock.turn(17min);
  EXPECT_EQ(restarted->use(kAda, "key", "c", clock.now() + 15min), NonceUse::kFresh);
}

TEST(Nonces, LimitOfAUserFollowsTheRate) {
  const NonceLimits usual = NonceLimits::for_rate(100);
  EXPECT_GE(usual.most_per_user, 100U * 1800U) << "a user within the rate never reaches it";
  EXPECT_EQ(NonceLimits::for_rate(300).most_per_user, 300U * 1800U);
  for (const std::int64_t unlimited : {std::int64_t{0}, std::int64_t{1} << 60})
    EXPECT_EQ(NonceLimits::for_rate(unlimited).most_per_user, usual.most / 2);
}

TEST(Nonces, LookingSpendsNothing) {
  ManualClock clock;
  const auto nonces = open({}, clock);
  EXPECT_FALSE(nonces->seen(kAda, "key", "a"));
  EXPECT_EQ(nonces->use(kAda, "key", "a", clock.now() + 15min), NonceUse::kFresh);
  EXPECT_TRUE(nonces->seen(kAda, "key", "a"));
  EXPECT_FALSE(nonces->seen(kAda, "key", "b"));
}

TEST(Nonces, OfManyThreadsOneWins) {
  ManualClock clock;
  const auto nonces = open({}, clock);
  std::atomic<int> fresh{0};
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 500; ++i)
        if (nonces->use(kAda, "key", std::to_string(i), clock.now() + 15min) == NonceUse::kFresh) ++fresh;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(fresh, 500);
}

}  // namespace
}  // namespace smarttag::jobs
