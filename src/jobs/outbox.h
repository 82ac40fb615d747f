// The outbox: what has to be told of jobs, written in the transaction that changed them, delivered at least
// once and for each job in order. Deliverers take deliveries as workers take jobs, by a lease.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/job_store.h"

namespace smarttag::jobs {

// One change of a job's state.
struct Event {
  std::int64_t number = 0;  // orders the events of one job
  std::string id;           // the same for every try: "msg_..."
  std::string job;
  UserId owner = 0;
  std::string pipeline;
  JobState state{};
  std::string user_data;
  Time created{};
  std::optional<Error> error{};  // with a delivery of Fail: why, unless the job was cancelled; no log text
};

enum class DeliveryStatus { kPending, kDone, kGivenUp };

struct Delivery {
  std::int64_t number = 0;
  Event event;
  Destination destination;
  DeliveryStatus status{};
  int attempts = 0;  // how often it was taken
  Time next_try{};   // while pending; the end of the lease while somebody has it
  std::optional<Time> first_taken{};
  std::string note;  // what went wrong last
};

struct DeliveryClaim {
  std::int64_t number = 0;
  std::int64_t lease = 0;
};

struct TakenDelivery {
  Delivery delivery;
  DeliveryClaim claim;
};

struct DeliveryFilter {
  std::optional<UserId> owner;
  std::optional<std::string> job;
  std::optional<std::string> channel;
  std::optional<DeliveryStatus> status;
};

struct DeliveryCount {
  std::string channel;
  DeliveryStatus status{};
  std::int64_t deliveries = 0;
};

// Thread-safe, safe for several processes. Every call may fail with kStoreFailed.
class Outbox {
 public:
  Outbox() = default;
  virtual ~Outbox() = default;
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;

  // Up to `most` deliveries of the channel (and target) that are due, for `lease`: until it ends nobody else
  // gets them. The next of the same job to the same destination is not due before the one ahead of it is
  // done.
  virtual Result<std::vector<TakenDelivery>> take(const std::string& channel,
                                                  const std::optional<std::string>& target, int most,
                                                  std::chrono::milliseconds lease) = 0;

  virtual Result<Standing> done(const DeliveryClaim& claim) = 0;
  // The lease ends so much from now; 0 gives the delivery back at once.
  virtual Result<Standing> extend(const DeliveryClaim& claim, std::chrono::milliseconds lease) = 0;
  // Taken but not tried: due again at `next_try`, and the taking is not counted.
  virtual Result<Standing> give_back(const DeliveryClaim& claim, Time next_try) = 0;
  // The try failed; another is due at `next_try`.
  virtual Result<Standing> postpone(const DeliveryClaim& claim, Time next_try, const std::string& note) = 0;
  // No more tries; those behind it go on. The delivery is kept, to be replayed.
  virtual Result<Standing> give_up(const DeliveryClaim& claim, const std::string& note) = 0;

  // Makes a delivery that is done or given up pending again, its attempts counted anew. kNotFound; kConflict
  // when it is pending.
  virtual Result<void> replay(std::int64_t number) = 0;

  // In order of numbers. kUsage on a bad page.
  virtual Result<Listed<Delivery>> list(const DeliveryFilter& filter, const Page& page) = 0;

  // What has happened to a job, in order; also of one that was removed, until it is purged.
  virtual Result<std::vector<Event>> events(const std::string& job) = 0;

  virtual Result<std::vector<DeliveryCount>> counts() = 0;

  // Forgets events that were created before, with their deliveries; how many events, at most `most`.
  virtual Result<int> purge(Time created_before, int most) = 0;
};

// Named queues that clients read deliveries of the channel "queue" from; the target is the name.
struct Queue {
  std::string name;
  UserId owner = 0;
  std::chrono::seconds visibility{30};  // the lease of a message that is received
  Time created{};
  Time modified{};
};

class QueueStore {
 public:
  QueueStore() = default;
  virtual ~QueueStore() = default;
  QueueStore(const QueueStore&) = delete;
  QueueStore& operator=(const QueueStore&) = delete;

  // True when it is new, false when the owner has one alike. kConflict: the name is taken, or the one that
  // the owner has differs.
  virtual Result<bool> create(const Queue& queue) = 0;
  virtual Result<Queue> find(UserId owner, const std::string& name) = 0;
  virtual Result<Queue> set_visibility(UserId owner, const std::string& name,
                                       std::chrono::seconds visibility) = 0;
  virtual Result<std::vector<Queue>> list(UserId owner, const std::string& prefix) = 0;
  virtual Result<void> remove(UserId owner, const std::string& name) = 0;  // its messages go with it
  // Messages that may be received now, and those that somebody has received and not yet deleted.
  struct Depth {
    std::int64_t due = 0;
    std::int64_t taken = 0;
  };
  virtual Result<Depth> depth(const std::string& name) = 0;
};

}  // namespace smarttag::jobs
