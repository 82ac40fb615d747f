// What tests of the pool need: a store and a folder of their own, clips, and patience without sleeping.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "jobs/testing/kept_results.h"
#include "jobs/testing/store_fixture.h"
#include "worker/pool/pool.h"
#include "worker/testing/media.h"

namespace smarttag::worker::testing {

using jobs::JobState;
using namespace std::chrono_literals;

inline constexpr jobs::UserId kAda = 7;
inline constexpr jobs::UserId kBob = 8;
inline constexpr auto kPatience = 120s;

class PoolFixture : public ::testing::Test, protected jobs::testing::WithStore {
 protected:
  PoolFixture() : WithStore(&system_clock(), jobs::testing::store_patterns().front(), {3, 1ms, 10ms}) {
    set("input-root", root_.string());
    set("allow-private", "127.0.0.1");
    set("min-presence", "1s");
    options_.workers = 1;
    options_.name = "test";
    options_.lease = 3s;
    options_.poll = 50ms;
  }

  void set(const std::string& name, const std::string& value) {
    ASSERT_TRUE(settings_.set(name, value)) << name;
  }

  void start() {
    inputs_ = std::make_unique<inputs::Inputs>(inputs::Inputs::create(settings_, store_->media()).value());
    pool_ = std::make_unique<Pool>(options_, *store_, *inputs_, settings_);
  }

  // A clip of this length with speechless sound.
  std::string clip(int seconds) {
    const auto file = root_ / (std::to_string(seconds) + ".mp4");
    const auto duration = std::to_string(seconds);
    EXPECT_TRUE(make_media("-f lavfi -i testsrc2=size=320x240:rate=10:duration=" + duration +
                               " -f lavfi -i anoisesrc=duration=" + duration + ":amplitude=0.01 -shortest",
                           file));
    return "file://" + file.string();
  }

  std::string submit(const std::string& url, jobs::JobSpec spec = {}) {
    return submit_for(kAda, url, std::move(spec));
  }

  std::string submit_for(jobs::UserId owner, const std::string& url, jobs::JobSpec spec = {}) {
    spec.owner = owner;
    spec.pipeline = store_->pipelines().standard(owner).value().id;
    spec.input_json = inputs::to_text({"URL", url});
    return store_->jobs().submit(spec).value().id;
  }

  jobs::Job job(const std::string& id) { return store_->jobs().find(kAda, id).value(); }

  // Waits for commits, not for time. False when it does not come to pass.
  bool comes(const std::function<bool()>& condition) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (std::chrono::steady_clock::now() < end) {
      const auto seen = store_->changes().seen();
      if (condition()) return true;
      store_->changes().wait_past(seen, 100ms);
    }
    return condition();
  }

  bool comes_to(const std::string& id, JobState state) {
    return comes([&] { return job(id).state == state; });
  }

  std::filesystem::path root_ = std::filesystem::canonical(folder_.path());
  Settings settings_;
  PoolOptions options_;
  std::unique_ptr<inputs::Inputs> inputs_;
  std::unique_ptr<Pool> pool_;
};

}  // namespace smarttag::worker::testing
