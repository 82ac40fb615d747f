// Corrections are revisions of their own: none replaces another unseen, and the machine's results stay.
#include "jobs/conformance/store_test.h"
#include "jobs/testing/child_process.h"

namespace smarttag::jobs {
namespace {

using testing::ChildProcess;
using testing::Pipe;

class Corrections : public StoreTest {
 protected:
  // A finished job with two results, both of revision 1.
  std::string finished() {
    const auto id = submit(spec(pipeline()));
    must(store_->jobs().finish(claim()->claim, testing::kept(*store_, {{"ASR", "heard"}, {"OCR", "read"}}, {},
                                                             {{"a.srt", "heard"}})));
    return id;
  }

  Correction correction(const std::string& job, int base, const std::string& text,
                        const std::string& type = "ASR") {
    return {kAda, job, base, "ada", testing::kept(*store_, {{type, text}})};
  }

  // "heard/1 read/1": what stands, with its revisions.
  std::string standing(const std::string& job, ResultSource view = ResultSource::kHmi) {
    std::string all;
    for (const auto& result : must(store_->results().outcome(kAda, job, view)).results)
      all += (all.empty() ? "" : " ") + testing::text_of(*store_, result.part) + "/" +
             std::to_string(result.revision);
    return all;
  }
};

TEST_P(Corrections, StandBesideTheMachinesResults) {
  const auto id = finished();
  EXPECT_EQ(standing(id), "heard/1 read/1");
  clock_.turn(seconds{5});
  EXPECT_EQ(must(store_->results().correct(correction(id, 1, "corrected"))), 2);
  EXPECT_EQ(standing(id), "corrected/2 read/1");
  EXPECT_EQ(standing(id, ResultSource::kAuto), "heard/1 read/1");
  EXPECT_EQ(must(store_->results().correct(correction(id, 1, "seen", "OCR"))), 3) << "of another type";
  EXPECT_EQ(must(store_->results().correct(correction(id, 2, "better"))), 4);
  EXPECT_EQ(standing(id), "better/4 seen/3");
  const auto revisions = must(store_->results().revisions(kAda, id, "ASR"));
  ASSERT_EQ(revisions.size(), 3u);
  EXPECT_EQ(revisions.at(0).source, ResultSource::kAuto);
  EXPECT_EQ(revisions.at(1).author, "ada");
  EXPECT_EQ(revisions.at(1).created, clock_.now());
  EXPECT_EQ(testing::text_of(*store_, revisions.at(1).part), "corrected");
  EXPECT_EQ(must(store_->results().revisions(kAda, id, "")).size(), 5u);
}

TEST_P(Corrections, OfAStaleRevisionChangeNothing) {
  const auto id = finished();
  must(store_->results().correct(correction(id, 1, "first")));
  const auto second = store_->results().correct(correction(id, 1, "second"));
  ASSERT_EQ(kind_of_error(second), ErrorKind::kConflict);
  EXPECT_NE(second.error().client.text.find("Revision 2 of ASR stands"), std::string::npos);
  EXPECT_EQ(kind_of_error(store_->results().correct(correction(id, 3, "third"))), ErrorKind::kConflict);
  EXPECT_EQ(standing(id), "first/2 read/1");
}

TEST_P(Corrections, NeedAResultOfTheOwner) {
  const auto id = finished();
  auto of_bob = correction(id, 1, "x");
  of_bob.owner = kBob;
  EXPECT_EQ(kind_of_error(store_->results().correct(of_bob)), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->results().correct(correction(id, 1, "x", "NLP"))), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->results().correct(correction("none", 1, "x"))), ErrorKind::kNotFound);
  const auto waiting = submit(spec(pipeline()));
  EXPECT_EQ(kind_of_error(store_->results().correct(correction(waiting, 1, "x"))), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->results().revisions(kBob, id, "")), ErrorKind::kNotFound);
}

TEST_P(Corrections, GoWithTheirJob) {
  const auto id = finished();
  must(store_->results().correct(correction(id, 1, "corrected")));
  must(store_->jobs().remove(kAda, id));
  auto dropped = must(store_->results().dropped_blobs(10));
  ASSERT_EQ(dropped.size(), 2u);
  EXPECT_EQ(must(store_->results().unknown_blobs(dropped)), dropped);
  must(store_->results().blobs_removed({dropped.at(0)}));
  EXPECT_EQ(must(store_->results().dropped_blobs(10)).size(), 1u);
}

TEST_P(Corrections, OfSeveralProcessesAtOnceHaveOneWinner) {
  const auto id = finished();
  store_.reset();
  Pipe pipe;
  std::vector<ChildProcess> correctors;
  correctors.reserve(4);
  for (int i = 0; i < 4; ++i)
    correctors.emplace_back([&, i] {
      const auto store = open();
      const auto text = "corrector " + std::to_string(i);
      const auto made =
          store->results().correct({kAda, id, 1, "ada", testing::kept(*store, {{"ASR", text}})});
      if (made) pipe.say(text);
      if (!made && made.error().kind != ErrorKind::kConflict) throw std::runtime_error("no conflict");
    });
  for (auto& corrector : correctors) EXPECT_TRUE(corrector.succeeds());
  pipe.close_writing();
  reopen();
  const auto winner = pipe.hear();
  ASSERT_TRUE(winner);
  EXPECT_FALSE(pipe.hear());
  EXPECT_EQ(standing(id), *winner + "/2 read/1");
}

// Killed between the blob and the transaction.
TEST_P(Corrections, ThatAreKilledLeaveTheOldRevision) {
  const auto id = finished();
  store_.reset();
  ChildProcess child{[&] {
    const auto store = open();
    const auto half = testing::kept(*store, {{"ASR", "half"}});
    ::raise(SIGKILL);
    must(store->results().correct({kAda, id, 1, "ada", half}));
  }};
  EXPECT_FALSE(child.succeeds());
  reopen();
  EXPECT_EQ(standing(id), "heard/1 read/1");
  EXPECT_EQ(must(store_->results().correct(correction(id, 1, "whole"))), 2);
}

class Rebuilds : public StoreTest {
 protected:
  // A finished job whose facts were kept.
  std::string finished() {
    const auto id = submit(spec(pipeline()));
    must(store_->jobs().finish(claim()->claim, made("heard")));
    return id;
  }
  Outcome made(const std::string& text) {
    auto outcome = testing::kept(*store_, {{"ASR", text}}, {{"audio", 9}}, {{"a.srt", text}, {"facts", "f"}});
    outcome.facts = outcome.files.back().part;
    outcome.files.pop_back();
    return outcome;
  }
  std::string standing(const std::string& job, ResultSource view) {
    const auto result = must(store_->results().outcome(kAda, job, view)).results.at(0);
    return testing::text_of(*store_, result.part) + "/" + std::to_string(result.revision);
  }
};

TEST_P(Rebuilds, TakeThePlaceOfTheMachinesResultsAlone) {
  const auto id = finished();
  must(store_->results().correct({kAda, id, 1, "ada", testing::kept(*store_, {{"ASR", "meant"}})}));
  must(store_->jobs().rebuild(kAda, id, "1.0"));
  EXPECT_EQ(job(id).state, JobState::kSubmitted);
  EXPECT_FALSE(job(id).finished);
  const auto taken = claim().value();
  EXPECT_EQ(taken.job.rebuild, "1.0");
  EXPECT_EQ(standing(id, ResultSource::kAuto), "heard/1") << "until the new ones are there";
  clock_.turn(seconds{3});
  EXPECT_EQ(must(store_->jobs().finish(taken.claim, made("heard better"))), Standing::kHeld);
  EXPECT_EQ(job(id).state, JobState::kSuccess);
  EXPECT_EQ(job(id).finished, clock_.now());
  EXPECT_FALSE(job(id).rebuild);
  EXPECT_EQ(standing(id, ResultSource::kAuto), "heard better/3");
  EXPECT_EQ(standing(id, ResultSource::kHmi), "meant/2");
  EXPECT_EQ(must(store_->results().outcome(kAda, id)).usages.size(), 1u) << "nothing was looked at again";
  EXPECT_EQ(testing::text_of(*store_, must(store_->results().file(kAda, id, "a.srt"))), "heard better");
  EXPECT_EQ(must(store_->results().dropped_blobs(10)).size(), 1u);
  EXPECT_EQ(told(id), "Processing Success Submitted Processing Success");
}

TEST_P(Rebuilds, ThatFailLeaveTheResultsAsTheyWere) {
  const auto id = finished();
  must(store_->jobs().rebuild(kAda, id, ""));
  const auto taken = claim().value();
  EXPECT_EQ(must(store_->jobs().fail(taken.claim, {ErrorKind::kAnalysisFailed, {"broken"}})),
            AfterFailure::kFailed);
  EXPECT_EQ(job(id).state, JobState::kSuccess);
  EXPECT_EQ(job(id).error->client.text, "broken");
  EXPECT_EQ(standing(id, ResultSource::kAuto), "heard/1");
  must(store_->jobs().rebuild(kAda, id, ""));
  must(store_->jobs().finish(claim()->claim, made("heard better")));
  EXPECT_FALSE(job(id).error);
}

TEST_P(Rebuilds, NeedAJobInSuccessWithFacts) {
  const auto waiting = submit(spec(pipeline()));
  EXPECT_EQ(kind_of_error(store_->jobs().rebuild(kAda, waiting, "")), ErrorKind::kConflict);
  must(store_->jobs().finish(claim()->claim, testing::kept(*store_, {{"ASR", "{}"}})));
  EXPECT_EQ(kind_of_error(store_->jobs().rebuild(kAda, waiting, "")), ErrorKind::kConflict);
  EXPECT_EQ(kind_of_error(store_->jobs().rebuild(kBob, finished(), "")), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->jobs().rebuild(kAda, "none", "")), ErrorKind::kNotFound);
  const auto id = finished();
  must(store_->jobs().rebuild(kAda, id, ""));
  EXPECT_EQ(kind_of_error(store_->jobs().rebuild(kAda, id, "")), ErrorKind::kConflict) << "it is waiting";
}

INSTANTIATE_TEST_SUITE_P(Stores, Rebuilds, ::testing::ValuesIn(store_patterns()), name_of_kind);
INSTANTIATE_TEST_SUITE_P(Stores, Corrections, ::testing::ValuesIn(store_patterns()), name_of_kind);

}  // namespace
}  // namespace smarttag::jobs
