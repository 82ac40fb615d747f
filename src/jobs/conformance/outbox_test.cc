// Events and their deliveries: written with the change, in order for each job, at least once.
#include "jobs/conformance/store_test.h"

namespace smarttag::jobs {
namespace {

class OutboxTest : public StoreTest {
 protected:
  static constexpr seconds kHold{10};

  std::string submit_told(const std::vector<Destination>& destinations) {
    JobSpec told_spec = spec(there_);
    told_spec.destinations = destinations;
    return submit(told_spec);
  }

  // A job that has been through Processing to Success.
  std::string done_job(const std::vector<Destination>& destinations) {
    auto id = submit_told(destinations);
    must(store_->jobs().finish(claim()->claim, {}));
    return id;
  }

  std::vector<TakenDelivery> take(const std::string& channel, const std::optional<std::string>& target = {},
                                  int most = 10) {
    return must(store_->outbox().take(channel, target, most, kHold));
  }

  std::string there_ = pipeline();
};

TEST_P(OutboxTest, TellsEachChangeToEachDestination) {
  const auto id = done_job({{"webhook", "https://h/hook"}, {"queue", "q"}});
  for (const auto* channel : {"webhook", "queue"}) {
    const auto first = take(channel);
    ASSERT_EQ(first.size(), 1u);
    const Event& event = first.at(0).delivery.event;
    EXPECT_EQ(event.job, id);
    EXPECT_EQ(event.owner, kAda);
    EXPECT_EQ(event.pipeline, there_);
    EXPECT_EQ(event.state, JobState::kProcessing);
    EXPECT_EQ(event.user_data, "user data");
    EXPECT_EQ(event.created, clock_.now());
    EXPECT_EQ(event.id.substr(0, 4), "msg_");
    EXPECT_EQ(must(store_->outbox().done(first.at(0).claim)), Standing::kHeld);
    const auto second = take(channel);
    ASSERT_EQ(second.size(), 1u);
    EXPECT_EQ(second.at(0).delivery.event.state, JobState::kSuccess);
    EXPECT_NE(second.at(0).delivery.event.id, event.id);
    EXPECT_EQ(must(store_->outbox().done(second.at(0).claim)), Standing::kHeld);
    EXPECT_TRUE(take(channel).empty());
  }
}

TEST_P(OutboxTest, OfAJobWithoutDestinationsHoldsEventsAlone) {
  const auto id = done_job({});
  EXPECT_EQ(told(id), "Processing Success");
  EXPECT_EQ(must(store_->outbox().list({}, {})).total, 0);
}

TEST_P(OutboxTest, HoldsBackTheNextOfAJobUntilTheFirstIsDone) {
  done_job({{"webhook", "u"}});
  ASSERT_EQ(take("webhook").size(), 1u);
  EXPECT_TRUE(take("webhook").empty());
  clock_.turn(kHold);
  const auto again = take("webhook");
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again.at(0).delivery.event.state, JobState::kProcessing);
  EXPECT_EQ(again.at(0).delivery.attempts, 2);
}

TEST_P(OutboxTest, OfOneJobDoesNotHoldUpAnother) {
  const auto a = done_job({{"webhook", "u"}});
  const auto b = done_job({{"webhook", "u"}});
  const auto taken = take("webhook");
  ASSERT_EQ(taken.size(), 2u);
  EXPECT_EQ(taken.at(0).delivery.event.job, a);
  EXPECT_EQ(taken.at(1).delivery.event.job, b);
}

TEST_P(OutboxTest, IsReadByTargetWhereOneIsNamed) {
  done_job({{"queue", "one"}});
  done_job({{"queue", "two"}});
  const auto two = take("queue", "two");
  ASSERT_EQ(two.size(), 1u);
  EXPECT_EQ(two.at(0).delivery.destination.target, "two");
  EXPECT_TRUE(take("queue", "three").empty());
  EXPECT_EQ(take("queue").size(), 1u);
}

TEST_P(OutboxTest, GivesNoMoreThanAskedFor) {
  for (int i = 0; i < 5; ++i) done_job({{"webhook", "u"}});
  EXPECT_EQ(take("webhook", {}, 3).size(), 3u);
  EXPECT_EQ(take("webhook", {}, 3).size(), 2u);
}

TEST_P(OutboxTest, TriesAgainWhenPostponed) {
  done_job({{"webhook", "u"}});
  const auto first = take("webhook").at(0);
  const Time later = clock_.now() + minutes{1};
  EXPECT_EQ(must(store_->outbox().postpone(first.claim, later, "HTTP 500")), Standing::kHeld);
  EXPECT_TRUE(take("webhook").empty());
  clock_.turn(minutes{1});
  const auto second = take("webhook");
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(second.at(0).delivery.event.id, first.delivery.event.id);
  EXPECT_EQ(second.at(0).delivery.attempts, 2);
  EXPECT_EQ(second.at(0).delivery.note, "HTTP 500");
}

TEST_P(OutboxTest, DoesNotCountWhatIsGivenBackUntried) {
  done_job({{"webhook", "u"}});
  const auto first = take("webhook").at(0);
  EXPECT_EQ(must(store_->outbox().give_back(first.claim, clock_.now() + minutes{1})), Standing::kHeld);
  EXPECT_EQ(must(store_->outbox().give_back(first.claim, clock_.now())), Standing::kLost);
  EXPECT_TRUE(take("webhook").empty());
  clock_.turn(minutes{1});
  const auto second = take("webhook");
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(second.at(0).delivery.attempts, 1);
  EXPECT_EQ(second.at(0).delivery.event.id, first.delivery.event.id);
}

TEST_P(OutboxTest, GoesOnBehindADeliveryThatIsGivenUp) {
  done_job({{"webhook", "u"}});
  EXPECT_EQ(must(store_->outbox().give_up(take("webhook").at(0).claim, "gone")), Standing::kHeld);
  const auto next = take("webhook");
  ASSERT_EQ(next.size(), 1u);
  EXPECT_EQ(next.at(0).delivery.event.state, JobState::kSuccess);
  DeliveryFilter given_up;
  given_up.status = DeliveryStatus::kGivenUp;
  const auto kept = must(store_->outbox().list(given_up, {}));
  ASSERT_EQ(kept.items.size(), 1u);
  EXPECT_EQ(kept.items.at(0).note, "gone");
}

TEST_P(OutboxTest, HeedsNoClaimThatIsNotTheLatest) {
  done_job({{"webhook", "u"}});
  const auto slow = take("webhook").at(0).claim;
  clock_.turn(kHold);
  const auto quick = take("webhook").at(0).claim;
  EXPECT_EQ(must(store_->outbox().done(slow)), Standing::kLost);
  EXPECT_EQ(must(store_->outbox().postpone(slow, clock_.now(), "")), Standing::kLost);
  EXPECT_EQ(must(store_->outbox().give_up(slow, "")), Standing::kLost);
  EXPECT_EQ(must(store_->outbox().extend(slow, kHold)), Standing::kLost);
  EXPECT_EQ(must(store_->outbox().done(quick)), Standing::kHeld);
  EXPECT_EQ(must(store_->outbox().done(quick)), Standing::kLost);
}

TEST_P(OutboxTest, KeepsADeliveryForWhoeverExtendsTheLease) {
  done_job({{"queue", "q"}});
  const auto taken = take("queue").at(0).claim;
  clock_.turn(kHold - milliseconds{1});
  EXPECT_EQ(must(store_->outbox().extend(taken, kHold)), Standing::kHeld);
  clock_.turn(kHold - milliseconds{1});
  EXPECT_TRUE(take("queue").empty());
  EXPECT_EQ(must(store_->outbox().extend(taken, milliseconds{0})), Standing::kHeld);
  EXPECT_EQ(take("queue").size(), 1u);
}

TEST_P(OutboxTest, ReplaysWhatIsDoneOrGivenUp) {
  const auto id = done_job({{"webhook", "u"}});
  const auto first = take("webhook").at(0);
  must(store_->outbox().give_up(first.claim, "gone"));
  const auto second = take("webhook").at(0);
  must(store_->outbox().done(second.claim));
  must(store_->outbox().replay(first.delivery.number));
  must(store_->outbox().replay(second.delivery.number));
  const auto again = take("webhook");
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again.at(0).delivery.event.id, first.delivery.event.id);
  EXPECT_EQ(again.at(0).delivery.attempts, 1);
  must(store_->outbox().done(again.at(0).claim));
  EXPECT_EQ(take("webhook").at(0).delivery.event.id, second.delivery.event.id);
}

TEST_P(OutboxTest, DoesNotReplayWhatIsPendingOrNotThere) {
  done_job({{"webhook", "u"}});
  EXPECT_EQ(kind_of_error(store_->outbox().replay(take("webhook").at(0).delivery.number)),
            ErrorKind::kConflict);
  EXPECT_EQ(kind_of_error(store_->outbox().replay(999)), ErrorKind::kNotFound);
}

TEST_P(OutboxTest, OutlivesTheJobAndARestart) {
  const auto id = submit_told({{"webhook", "u"}});
  must(store_->jobs().remove(kAda, id));
  reopen();
  const auto taken = take("webhook");
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(taken.at(0).delivery.event.job, id);
  EXPECT_EQ(taken.at(0).delivery.event.state, JobState::kFail);
}

TEST_P(OutboxTest, IsListedAndCountedByStatus) {
  const auto id = done_job({{"webhook", "u"}, {"queue", "q"}});
  must(store_->outbox().done(take("webhook").at(0).claim));
  must(store_->outbox().give_up(take("webhook").at(0).claim, ""));
  DeliveryFilter filter;
  filter.owner = kAda;
  filter.job = id;
  EXPECT_EQ(must(store_->outbox().list(filter, {})).total, 4);
  filter.channel = "webhook";
  filter.status = DeliveryStatus::kDone;
  EXPECT_EQ(must(store_->outbox().list(filter, {})).total, 1);
  filter.owner = kBob;
  EXPECT_EQ(must(store_->outbox().list(filter, {})).total, 0);
  std::int64_t pending = 0;
  std::int64_t given_up = 0;
  for (const auto& count : must(store_->outbox().counts()))
    (count.status == DeliveryStatus::kPending ? pending : given_up) += count.deliveries;
  EXPECT_EQ(pending, 2);
  EXPECT_EQ(given_up, 1);
}

TEST_P(OutboxTest, ForgetsOldEventsInSteps) {
  const auto old = done_job({{"webhook", "u"}});
  clock_.turn(minutes{1});
  const auto recent = done_job({{"webhook", "u"}});
  EXPECT_EQ(must(store_->outbox().purge(clock_.now(), 1)), 1);
  EXPECT_EQ(must(store_->outbox().purge(clock_.now(), 10)), 1);
  EXPECT_EQ(must(store_->outbox().purge(clock_.now(), 10)), 0);
  EXPECT_EQ(told(old), "");
  EXPECT_EQ(told(recent), "Processing Success");
  EXPECT_EQ(must(store_->outbox().list({}, {})).total, 2);
}

TEST_P(OutboxTest, PurgeOfTheFirstEventOfAJobLetsTheNextGoOn) {
  submit_told({{"webhook", "u"}});
  const auto taken = claim();
  clock_.turn(minutes{10});
  must(store_->jobs().finish(taken->claim, {}));
  EXPECT_EQ(must(store_->outbox().purge(clock_.now() - minutes{5}, 100)), 1);
  const auto left = take("webhook");
  ASSERT_EQ(left.size(), 1u) << "the line stands still behind what was purged";
  EXPECT_EQ(left.at(0).delivery.event.state, JobState::kSuccess);
}

TEST_P(OutboxTest, DeliveryOfAFailureTellsItsReason) {
  submit_told({{"webhook", "u"}});
  must(store_->jobs().fail(claim()->claim, {ErrorKind::kInputUnreadable, {"not media"}, {"probe"}}));
  const auto first = take("webhook");
  EXPECT_FALSE(first.at(0).delivery.event.error);
  must(store_->outbox().done(first.at(0).claim));
  const auto failed = take("webhook").at(0).delivery.event;
  ASSERT_TRUE(failed.error);
  EXPECT_EQ(failed.error->kind, ErrorKind::kInputUnreadable);
  EXPECT_EQ(failed.error->client.text, "not media");
  EXPECT_EQ(failed.error->log.text, "");
}

class Queues : public OutboxTest {
 protected:
  static Queue queue(const std::string& name, UserId owner = kAda) {
    Queue made;
    made.name = name;
    made.owner = owner;
    return made;
  }
};

TEST_P(Queues, AreMadeOnceAndFoundByTheirOwner) {
  EXPECT_TRUE(must(store_->queues().create(queue("q"))));
  EXPECT_FALSE(must(store_->queues().create(queue("q"))));
  EXPECT_EQ(must(store_->queues().find(kAda, "q")).visibility, seconds{30});
  EXPECT_EQ(kind_of_error(store_->queues().find(kBob, "q")), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->queues().create(queue("q", kBob))), ErrorKind::kConflict);
  Queue other = queue("q");
  other.visibility = seconds{5};
  EXPECT_EQ(kind_of_error(store_->queues().create(other)), ErrorKind::kConflict);
}

TEST_P(Queues, AreListedByPrefix) {
  for (const auto* name : {"b", "a1", "a2", "A3"}) must(store_->queues().create(queue(name)));
  must(store_->queues().create(queue("a9", kBob)));
  std::string names;
  for (const auto& each : must(store_->queues().list(kAda, "a"))) names += each.name + " ";
  EXPECT_EQ(names, "a1 a2 ");
  EXPECT_EQ(must(store_->queues().list(kAda, "")).size(), 4u);
}

TEST_P(Queues, ChangeTheirVisibility) {
  must(store_->queues().create(queue("q")));
  EXPECT_EQ(must(store_->queues().set_visibility(kAda, "q", seconds{99})).visibility, seconds{99});
  EXPECT_EQ(kind_of_error(store_->queues().set_visibility(kBob, "q", seconds{1})), ErrorKind::kNotFound);
}

TEST_P(Queues, CountTheirMessages) {
  must(store_->queues().create(queue("q")));
  done_job({{"queue", "q"}});
  done_job({{"queue", "q"}});
  take("queue", "q", 1);
  const auto depth = must(store_->queues().depth("q"));
  EXPECT_EQ(depth.due, 1);
  EXPECT_EQ(depth.taken, 1);
}

TEST_P(Queues, ThatAreRemovedTakeTheirMessagesAlong) {
  must(store_->queues().create(queue("q")));
  done_job({{"queue", "q"}});
  done_job({{"queue", "other"}});
  EXPECT_EQ(kind_of_error(store_->queues().remove(kBob, "q")), ErrorKind::kNotFound);
  must(store_->queues().remove(kAda, "q"));
  EXPECT_EQ(kind_of_error(store_->queues().remove(kAda, "q")), ErrorKind::kNotFound);
  EXPECT_TRUE(take("queue", "q").empty());
  EXPECT_EQ(take("queue", "other").size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Stores, OutboxTest, ::testing::ValuesIn(store_patterns()), name_of_kind);
INSTANTIATE_TEST_SUITE_P(Stores, Queues, ::testing::ValuesIn(store_patterns()), name_of_kind);

}  // namespace
}  // namespace smarttag::jobs
