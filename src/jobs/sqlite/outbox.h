#pragma once

#include "jobs/outbox.h"
#include "jobs/sqlite/context.h"

namespace smarttag::jobs::sqlite {

class SqliteOutbox final : public Outbox {
 public:
  explicit SqliteOutbox(const Context& context) : context_(context) {}

  Result<std::vector<TakenDelivery>> take(const std::string& channel,
                                          const std::optional<std::string>& target, int most,
                                          std::chrono::milliseconds lease) override;
  Result<Standing> done(const DeliveryClaim& claim) override;
  Result<Standing> extend(const DeliveryClaim& claim, std::chrono::milliseconds lease) override;
  Result<Standing> give_back(const DeliveryClaim& claim, Time next_try) override;
  Result<Standing> postpone(const DeliveryClaim& claim, Time next_try, const std::string& note) override;
  Result<Standing> give_up(const DeliveryClaim& claim, const std::string& note) override;
  Result<void> replay(std::int64_t number) override;
  Result<Listed<Delivery>> list(const DeliveryFilter& filter, const Page& page) override;
  Result<std::vector<Event>> events(const std::string& job) override;
  Result<std::vector<DeliveryCount>> counts() override;
  Result<int> purge(Time created_before, int most) override;

 private:
  Result<Standing> settle(const DeliveryClaim& claim, DeliveryStatus status, const std::string& note);

  Context context_;
};

class SqliteQueues final : public QueueStore {
 public:
  explicit SqliteQueues(const Context& context) : context_(context) {}

  Result<bool> create(const Queue& queue) override;
  Result<Queue> find(UserId owner, const std::string& name) override;
  Result<Queue> set_visibility(UserId owner, const std::string& name,
                               std::chrono::seconds visibility) override;
  Result<std::vector<Queue>> list(UserId owner, const std::string& prefix) override;
  Result<void> remove(UserId owner, const std::string& name) override;
  Result<Depth> depth(const std::string& name) override;

 private:
  Context context_;
};

}  // namespace smarttag::jobs::sqlite
