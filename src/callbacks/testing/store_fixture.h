// What tests of callbacks share: a real store, a user, jobs that are told of, a clock to turn.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "jobs/testing/store_fixture.h"

namespace smarttag::callbacks::testing {

using jobs::testing::must;

class StoreFixture : public ::testing::Test, protected jobs::testing::WithStore {
 protected:
  StoreFixture() {
    user_ = must(store_->accounts().create_user("ada", "[]")).id;
    jobs::PipelineSpec pipeline;
    pipeline.owner = user_;
    pipeline.name = "p";
    pipeline.concurrency = 1000;
    pipeline_ = must(store_->pipelines().create(pipeline)).id;
  }

  // A job that is being worked on: its first event, Processing, is told.
  jobs::ClaimedJob begun_job(const std::vector<jobs::Destination>& destinations) {
    jobs::JobSpec spec;
    spec.owner = user_;
    spec.pipeline = pipeline_;
    spec.user_data = "mine";
    spec.input_json = "{}";
    spec.destinations = destinations;
    must(store_->jobs().submit(spec));
    auto claimed = must(store_->jobs().claim("worker", std::chrono::hours{1}));
    if (!claimed) throw std::runtime_error("no job to claim");
    return *std::move(claimed);
  }

  // A job that has been through Processing to Success.
  std::string done_job(const std::vector<jobs::Destination>& destinations) {
    const auto claimed = begun_job(destinations);
    must(store_->jobs().finish(claimed.claim, {}));
    return claimed.job.id;
  }

  void turn(std::chrono::milliseconds by) {
    clock_.turn(by);
    store_->changes().tell();
  }

  std::vector<jobs::Delivery> deliveries(const std::string& channel) {
    jobs::DeliveryFilter filter;
    filter.channel = channel;
    jobs::Page page;
    page.size = 100;
    page.order = jobs::Order::kOldestFirst;
    return must(store_->outbox().list(filter, page)).items;
  }

  // Whether it becomes true within 20 seconds; looks again after each change of the store.
  bool becomes(const std::function<bool()>& condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (std::chrono::steady_clock::now() < end) {
      const auto seen = store_->changes().seen();
      if (condition()) return true;
      store_->changes().wait_past(seen, std::chrono::milliseconds{100});
    }
    return condition();
  }

  jobs::UserId user_ = 0;
  std::string pipeline_;
};

}  // namespace smarttag::callbacks::testing
