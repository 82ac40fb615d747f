// Submitting, finding, listing, removing and purging jobs.
#include <map>

#include "jobs/conformance/store_test.h"

namespace smarttag::jobs {
namespace {

class Jobs : public StoreTest {};

JobSpec full_spec(const std::string& pipeline) {
  JobSpec spec;
  spec.owner = 7;
  spec.pipeline = pipeline;
  spec.priority = 3;
  spec.title = "新闻";
  spec.content = "content";
  spec.user_data = std::string("a\0b'\"", 5);
  spec.input_json = R"({"Type":"URL","Media":"http://h/a.mp4"})";
  spec.params_json = R"({"needAsrData":true})";
  spec.template_id = "t1";
  spec.template_json = "{}";
  spec.notify_url = "https://h/hook";
  spec.destinations = {{"webhook", "https://h/hook"}, {"queue", "q"}};
  return spec;
}

TEST_P(Jobs, KeepEverythingThatWasSubmittedOverARestart) {
  const JobSpec before = full_spec(pipeline());
  const auto id = submit(before);
  reopen();
  const Job kept = job(id);
  EXPECT_EQ(kept.id, id);
  EXPECT_EQ(kept.state, JobState::kSubmitted);
  EXPECT_EQ(kept.spec.owner, before.owner);
  EXPECT_EQ(kept.spec.pipeline, before.pipeline);
  EXPECT_EQ(kept.spec.priority, before.priority);
  EXPECT_EQ(kept.spec.title, before.title);
  EXPECT_EQ(kept.spec.content, before.content);
  EXPECT_EQ(kept.spec.user_data, before.user_data);
  EXPECT_EQ(kept.spec.input_json, before.input_json);
  EXPECT_EQ(kept.spec.params_json, before.params_json);
  EXPECT_EQ(kept.spec.template_id, before.template_id);
  EXPECT_EQ(kept.spec.template_json, before.template_json);
  EXPECT_EQ(kept.spec.notify_url, before.notify_url);
  ASSERT_EQ(kept.spec.destinations.size(), 2u);
  EXPECT_EQ(kept.spec.destinations.at(1).channel, "queue");
  EXPECT_EQ(kept.created, clock_.now());
  EXPECT_FALSE(kept.started || kept.finished || kept.error);
  EXPECT_EQ(kept.attempt, 0);
}

TEST_P(Jobs, HaveIdsThatDiffer) {
  const auto there = pipeline();
  EXPECT_NE(submit(spec(there)), submit(spec(there)));
  EXPECT_EQ(submit(spec(there)).size(), 32u);
}

TEST_P(Jobs, AreNotSubmittedToPipelinesOfOthers) {
  const auto bobs = pipeline(6, 2, kBob);
  EXPECT_EQ(kind_of_error(store_->jobs().submit(spec(bobs))), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->jobs().submit(spec("nothing"))), ErrorKind::kNotFound);
  EXPECT_EQ(must(store_->jobs().list({}, {})).total, 0);
}

TEST_P(Jobs, HavePrioritiesWithinBounds) {
  const auto there = pipeline();
  for (const int priority : {0, 11, -1})
    EXPECT_EQ(kind_of_error(store_->jobs().submit(spec(there, priority))), ErrorKind::kUsage) << priority;
}

TEST_P(Jobs, AreFoundByTheirOwnerAlone) {
  const auto id = submit(spec(pipeline()));
  EXPECT_EQ(kind_of_error(store_->jobs().find(kBob, id)), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->results().outcome(kBob, id)), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->jobs().remove(kBob, id)), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->jobs().find(kAda, "nothing")), ErrorKind::kNotFound);
  EXPECT_EQ(job(id).id, id);
}

TEST_P(Jobs, AreListedInPagesByToken) {
  const auto there = pipeline();
  std::vector<std::string> ids;
  ids.reserve(5);
  for (int i = 0; i < 5; ++i) ids.push_back(submit(spec(there)));
  Page page;
  page.size = 2;
  std::vector<std::string> listed;
  do {
    const auto part = must(store_->jobs().list({kAda, {}, {}}, page));
    EXPECT_EQ(part.total, 5);
    EXPECT_LE(part.items.size(), 2u);
    for (const auto& item : part.items) listed.push_back(item.id);
    page.token = part.next_token;
  } while (!page.token.empty());
  EXPECT_EQ(listed, std::vector<std::string>(ids.rbegin(), ids.rend()));
}

TEST_P(Jobs, ThatComeWhileAListIsReadDoNotShiftIt) {
  const auto there = pipeline();
  const auto oldest = submit(spec(there));
  for (int i = 0; i < 3; ++i) submit(spec(there));
  Page page;
  page.size = 2;
  const auto first = must(store_->jobs().list({}, page));
  submit(spec(there));
  page.token = first.next_token;
  const auto second = must(store_->jobs().list({}, page));
  ASSERT_EQ(second.items.size(), 2u);
  EXPECT_EQ(second.items.at(1).id, oldest);
  EXPECT_TRUE(second.next_token.empty());
}

TEST_P(Jobs, AreListedInPagesByNumberAndEitherOrder) {
  const auto there = pipeline();
  std::vector<std::string> ids;
  ids.reserve(5);
  for (int i = 0; i < 5; ++i) ids.push_back(submit(spec(there)));
  const auto second =
      must(store_->jobs().list({}, {.size = 2, .token = {}, .number = 2, .order = Order::kOldestFirst}));
  ASSERT_EQ(second.items.size(), 2u);
  EXPECT_EQ(second.items.at(0).id, ids.at(2));
  EXPECT_TRUE(
      must(store_->jobs().list({}, {.size = 2, .token = {}, .number = 4, .order = {}})).items.empty());
}

TEST_P(Jobs, AreListedByStatePipelineAndOwner) {
  const auto one = pipeline();
  const auto two = pipeline(5);
  const auto a = submit(spec(one));
  const auto b = submit(spec(two));
  const auto running = claim().value();
  ASSERT_EQ(running.job.id, a);
  const auto listed = [&](const JobFilter& filter) {
    const auto part = must(store_->jobs().list(filter, {}));
    EXPECT_EQ(part.total, std::ssize(part.items));
    return part.items.empty() ? "" : part.items.at(0).id;
  };
  EXPECT_EQ(listed({kAda, JobState::kProcessing, {}}), a);
  EXPECT_EQ(listed({kAda, JobState::kSubmitted, {}}), b);
  EXPECT_EQ(listed({kAda, {}, two}), b);
  EXPECT_EQ(listed({kAda, JobState::kSuccess, {}}), "");
  EXPECT_EQ(listed({kBob, {}, {}}), "");
  must(store_->jobs().finish(running.claim, {}));
  EXPECT_EQ(listed({kAda, JobState::kSuccess, one}), a);
  EXPECT_EQ(listed({kAda, JobState::kFail, {}}), "");
}

TEST_P(Jobs, RefuseBadPages) {
  submit(spec(pipeline()));
  Page bad;
  for (const auto* token : {"x", "1.2", "-1", "1 ", "99999999999999999999"}) {
    bad.token = token;
    EXPECT_EQ(kind_of_error(store_->jobs().list({}, bad)), ErrorKind::kUsage) << token;
  }
  for (const int size : {0, -1, 101})
    EXPECT_EQ(kind_of_error(store_->jobs().list({}, {.size = size, .token = {}, .number = 1, .order = {}})),
              ErrorKind::kUsage);
  EXPECT_EQ(kind_of_error(store_->jobs().list({}, {.size = 1, .token = {}, .number = 0, .order = {}})),
            ErrorKind::kUsage);
}

TEST_P(Jobs, ThatAreRemovedBeforeTheyStartAreToldAsFailed) {
  const auto id = submit(spec(pipeline()));
  must(store_->jobs().remove(kAda, id));
  EXPECT_EQ(kind_of_error(store_->jobs().find(kAda, id)), ErrorKind::kNotFound);
  EXPECT_EQ(told(id), "Fail");
  EXPECT_EQ(claimed(), "");
  EXPECT_TRUE(must(store_->jobs().counts()).empty());
}

TEST_P(Jobs, ThatAreRemovedWhileWorkedOnAreLostToTheWorker) {
  const auto id = submit(spec(pipeline()));
  const auto running = claim().value();
  must(store_->jobs().remove(kAda, id));
  EXPECT_EQ(must(store_->jobs().heartbeat(running.claim, 0.5, "speech", kLease)), Standing::kLost);
  EXPECT_EQ(must(store_->jobs().finish(running.claim, {})), Standing::kLost);
  EXPECT_EQ(told(id), "Processing Fail");
}

TEST_P(Jobs, ThatAreRemovedWhenFinishedAreNotToldAgain) {
  const auto id = submit(spec(pipeline()));
  must(store_->jobs().finish(claim()->claim, testing::kept(*store_, {{"ASR", "{}"}})));
  must(store_->jobs().remove(kAda, id));
  EXPECT_EQ(told(id), "Processing Success");
  EXPECT_EQ(kind_of_error(store_->results().outcome(kAda, id)), ErrorKind::kNotFound);
}

TEST_P(Jobs, ArePurgedInStepsOnceTheyAreOld) {
  const auto there = pipeline();
  for (int i = 0; i < 5; ++i) submit(spec(there));
  for (int i = 0; i < 4; ++i) must(store_->jobs().finish(claim()->claim, {}));
  const Time end = clock_.now();
  clock_.turn(minutes{1});
  const auto late = claim().value();
  must(store_->jobs().finish(late.claim, {}));
  const auto waiting = submit(spec(there));
  EXPECT_EQ(must(store_->jobs().purge(end, 100)), 0);
  const Time after = end + milliseconds{1};
  EXPECT_EQ(must(store_->jobs().purge(after, 3)), 3);
  EXPECT_EQ(must(store_->jobs().purge(after, 3)), 1);
  EXPECT_EQ(must(store_->jobs().purge(after, 3)), 0);
  EXPECT_EQ(job(late.job.id).state, JobState::kSuccess);
  EXPECT_EQ(job(waiting).state, JobState::kSubmitted);
}

TEST_P(Jobs, LeaveNothingBehindForTheNext) {
  const auto there = pipeline();
  const auto full = [&] {
    return testing::kept(*store_, {{"ASR", "{}"}}, {{"audio", 1}}, {{"subtitles.srt", "1"}});
  };
  const auto removed = submit(spec(there));
  must(store_->jobs().finish(claim()->claim, full()));
  must(store_->jobs().remove(kAda, removed));
  submit(spec(there));
  must(store_->jobs().finish(claim()->claim, full()));
  EXPECT_EQ(must(store_->jobs().purge(clock_.now() + milliseconds{1}, 10)), 1);
  const auto next = submit(spec(there));
  must(store_->jobs().finish(claim()->claim, {}));
  const auto kept = must(store_->results().outcome(kAda, next));
  EXPECT_TRUE(kept.results.empty());
  EXPECT_TRUE(kept.usages.empty());
  EXPECT_TRUE(kept.files.empty());
}

TEST_P(Jobs, AreCountedByState) {
  const auto there = pipeline();
  for (int i = 0; i < 6; ++i) submit(spec(there));
  must(store_->jobs().finish(claim()->claim, {}));
  must(store_->jobs().fail(claim()->claim, {ErrorKind::kInputUnreadable, {"bad"}}));
  must(store_->jobs().fail(claim()->claim, {ErrorKind::kInputUnreachable, {"away"}}));
  claim();
  std::map<JobState, std::int64_t> counted;
  for (const auto& count : must(store_->jobs().counts())) {
    EXPECT_EQ(count.owner, kAda);
    EXPECT_EQ(count.pipeline, there);
    counted[count.state] += count.jobs;
  }
  const std::map<JobState, std::int64_t> expected{
      {JobState::kSubmitted, 3}, {JobState::kProcessing, 1}, {JobState::kSuccess, 1}, {JobState::kFail, 1}};
  EXPECT_EQ(counted, expected);
}

TEST_P(Jobs, TellWaitingThreadsOfChanges) {
  const auto there = pipeline();
  const auto seen = store_->changes().seen();
  submit(spec(there));
  EXPECT_NE(store_->changes().seen(), seen);
  store_->changes().wait_past(seen, minutes{1});  // returns at once
}

TEST_P(Jobs, CanBeProbedForWriting) { EXPECT_TRUE(store_->probe()); }

INSTANTIATE_TEST_SUITE_P(Stores, Jobs, ::testing::ValuesIn(store_patterns()), name_of_kind);

}  // namespace
}  // namespace smarttag::jobs
