#include "vision/objects/object_tracker.h"
#include "base/paths.h"

#include <gtest/gtest.h>

namespace smarttag::vision::objects {
namespace {

constexpr Box kPicture{0, 0, 1000, 500};
enum Label { kCar, kBus, kPhone, kPerson };

LabelGroups groups() {
  const auto file = home_folder() / "data" / "object_groups.tsv";
  return LabelGroups::read(file, {"car", "bus", "cell phone", "person"}).value();
}

Detection thing(Label label, float score, Box box) {
  Detection seen{box, {0, 0, 0, 0}};
  seen.scores[label] = score;
  return seen;
}

Box at(float x, float size = 100) { return {x, 200, x + size, 200 + size}; }

class Tracker : public testing::Test {
 protected:
  void see(std::vector<Detection> found) { tracker_.see(time_++, found, kPicture); }
  std::vector<TrackedObject> end() {
    tracker_.cut(time_);
    return take();
  }
  // Those that count; the faint ones are kept aside.
  std::vector<TrackedObject> take() {
    auto objects = tracker_.take();
    faint_.clear();
    for (const auto& object : objects)
      if (object.faint) faint_.push_back(object);
    std::erase_if(objects, [](const TrackedObject& object) { return object.faint; });
    return objects;
  }

  ObjectTracker tracker_{groups(), {true, true, true, false}, {true, true, true, false}, {}};
  std::vector<TrackedObject> faint_;
  double time_ = 0;
};

TEST_F(Tracker, FollowsAThingFromItsFirstSightingToTheFirstSampleWithoutIt) {
  see({});
  for (const float x : {100.0F, 140.0F, 180.0F}) see({thing(kCar, 0.8F, at(x))});
  for (int i = 0; i < 4; ++i) see({});
  const auto objects = take();
  ASSERT_EQ(objects.size(), 1U);
  EXPECT_EQ(objects[0].verdict.label, kCar);
  EXPECT_FLOAT_EQ(objects[0].verdict.score, 0.8F);
  EXPECT_EQ(objects[0].from, 1);
  EXPECT_EQ(objects[0].to, 4);
  ASSERT_EQ(objects[0].sightings.size(), 3U);
  EXPECT_EQ(objects[0].sightings[2].box, at(180));
}

TEST_F(Tracker, BridgesTwoMissedSamplesAndCountsThemAgainstTheScore) {
  see({thing(kCar, 0.8F, at(100))});
  see({});
  see({});
  see({thing(kCar, 0.8F, at(110))});
  const auto objects = end();
  ASSERT_EQ(objects.size(), 1U);
  EXPECT_EQ(objects[0].to, 4);
  EXPECT_FLOAT_EQ(objects[0].verdict.score, 0.4F) << "seen in two of four samples";
}

TEST_F(Tracker, DoesNotBridgeThree) {
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 2; ++i) see({thing(kCar, 0.8F, at(100))});
    for (int i = 0; i < 3; ++i) see({});
  }
  const auto objects = end();
  ASSERT_EQ(objects.size(), 2U);
  EXPECT_EQ(objects[0].to, 2);
  EXPECT_EQ(objects[1].from, 5);
}

TEST_F(Tracker, NeverGoesAcrossACut) {
  for (int i = 0; i < 3; ++i) see({thing(kPerson, 0.8F, at(100))});
  tracker_.cut(time_);
  for (int i = 0; i < 3; ++i) see({thing(kPerson, 0.8F, at(100))});
  const auto objects = end();
  ASSERT_EQ(objects.size(), 2U);
  EXPECT_EQ(objects[0].to, 3);
  EXPECT_EQ(objects[1].from, 3);
}

TEST_F(Tracker, AFlickerOfOneSampleIsDropped) {
  see({});
  see({thing(kCar, 0.6F, at(100))});
  see({});
  EXPECT_TRUE(end().empty());
}

TEST_F(Tracker, OneStrongSightingCounts) {
  see({});
  see({thing(kCar, 0.75F, at(100))});
  see({});
  EXPECT_EQ(end().size(), 1U);
}

TEST_F(Tracker, OneLookThatNothingDeniesCounts) {
  see({thing(kPerson, 0.5F, at(100))});
  EXPECT_EQ(end().size(), 1U);
}

TEST_F(Tracker, WeakSightingsGoOnWithATrackButBeginNone) {
  for (int i = 0; i < 4; ++i) see({thing(kCar, 0.4F, at(500))});
  EXPECT_TRUE(end().empty());
  see({thing(kCar, 0.7F, at(100))});
  for (int i = 0; i < 3; ++i) see({thing(kCar, 0.35F, at(100))});
  const auto objects = end();
  ASSERT_EQ(objects.size(), 1U);
  EXPECT_EQ(objects[0].sightings.size(), 4U);
}

TEST_F(Tracker, AMeanBelowTheThresholdIsDropped) {
  see({thing(kCar, 0.46F, at(100))});
  for (int i = 0; i < 3; ++i) see({thing(kCar, 0.3F, at(100))});
  EXPECT_TRUE(end().empty());
}

TEST_F(Tracker, UnchangedSamplesAreSightingsButNoEvidence) {
  see({thing(kPerson, 0.8F, at(100))});
  for (int i = 0; i < 5; ++i) tracker_.see_again(time_++);
  const auto objects = end();
  ASSERT_EQ(objects.size(), 1U);
  EXPECT_EQ(objects[0].sightings.size(), 6U);
  EXPECT_EQ(objects[0].to, 6);
}

TEST_F(Tracker, AThingThatLeftDoesNotComeBackInAnUnchangedPicture) {
  for (int i = 0; i < 2; ++i) see({thing(kPerson, 0.8F, at(100))});
  see({});
  tracker_.see_again(time_++);
  const auto objects = end();
  ASSERT_EQ(objects.size(), 1U);
  EXPECT_EQ(objects[0].to, 2);
}

TEST_F(Tracker, TwoThingsThatMeetKeepTheirTracks) {
  for (int i = 0; i < 5; ++i)
    see({thing(kPerson, 0.8F, at(static_cast<float>(100 + 40 * i))),
         thing(kPerson, 0.8F, at(static_cast<float>(420 - 40 * i)))});
  const auto objects = end();
  ASSERT_EQ(objects.size(), 2U);
  for (const auto& object : objects) EXPECT_EQ(object.sightings.size(), 5U);
}

TEST_F(Tracker, FollowsAThingThatOutrunsItsBox) {
  for (int i = 0; i < 4; ++i) see({thing(kCar, 0.6F, at(static_cast<float>(10 + 150 * i)))});
  const auto objects = end();
  ASSERT_EQ(objects.size(), 1U);
  EXPECT_EQ(objects[0].sightings.size(), 4U);
}

TEST_F(Tracker, TheKindWithTheMostEvidenceNamesTheTrack) {
  see({{at(100), {0.4F, 0.3F, 0.0F, 0.0F}}});
  see({{at(110), {0.3F, 0.2F, 0.6F, 0.0F}}});
  see({{at(120), {0.3F, 0.4F, 0.0F, 0.0F}}});
  const auto objects = end();
  ASSERT_EQ(objects.size(), 1U);
  EXPECT_EQ(objects[0].verdict.label, kCar) << "a phone in one sample only; more car than bus over all";
  const float mean = ((1 - 0.6F * 0.7F) + (1 - 0.7F * 0.8F) + (1 - 0.7F * 0.6F)) / 3;
  EXPECT_NEAR(objects[0].verdict.score, mean, 1e-5);
}

TEST_F(Tracker, ASmallThingThatTheEdgeAlwaysCutsMustBeSurer) {
  for (int i = 0; i < 3; ++i)
    see({thing(kCar, 0.5F, {600, 0, 650, 40}), thing(kCar, 0.5F, {300, 100, 350, 140})});
  const auto objects = end();
  ASSERT_EQ(objects.size(), 1U);
  EXPECT_EQ(objects[0].sightings[0].box.top, 100);
}

TEST_F(Tracker, ASecondOpinionDecidesBetweenRivals) {
  for (int i = 0; i < 2; ++i) see({{at(100), {0.45F, 0.0F, 0.5F, 0.0F}}});
  const auto due = tracker_.doubtful(false, 5);
  ASSERT_EQ(due.size(), 1U);
  due[0]->hear({0.6F, 0.0F, 0.05F, 0.0F});
  EXPECT_TRUE(tracker_.doubtful(false, 5).empty()) << "heard, the next at four samples";
  const auto objects = end();
  ASSERT_EQ(objects.size(), 1U);
  EXPECT_EQ(objects[0].verdict.label, kCar);
  EXPECT_FLOAT_EQ(objects[0].verdict.score, 0.45F);
}

TEST_F(Tracker, AnOpinionThatFindsNothingHalvesTheScore) {
  for (int i = 0; i < 2; ++i) see({thing(kCar, 0.9F, at(100)), thing(kCar, 0.7F, at(400))});
  for (auto* track : tracker_.doubtful(false, 5)) track->hear({0, 0, 0, 0});
  const auto objects = end();
  ASSERT_EQ(objects.size(), 1U);
  EXPECT_FLOAT_EQ(objects[0].verdict.score, 0.45F);
}

TEST_F(Tracker, OpinionsAreNotAskedOfWhatThePictureModelDoesNotKnow) {
  for (int i = 0; i < 2; ++i)
    see({thing(kPerson, 0.9F, at(100)), thing(kCar, 0.9F, at(400, 50)), thing(kCar, 0.9F, at(700))});
  EXPECT_EQ(tracker_.doubtful(false, 5).size(), 2U);
  const auto one = tracker_.doubtful(false, 1);
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0]->last_box(), at(700)) << "the largest first";
}

TEST(ObjectTrack, AnOpinionCannotMakeAPersonAnythingElse) {
  ObjectTrack track(0, thing(kPerson, 0.5F, at(100)), groups().strengths(std::vector<float>{0, 0, 0, 0.5F}),
                    false);
  track.hear({0.9F, 0, 0, 0});
  EXPECT_EQ(track.verdict(groups(), {true, true, true, false}).label, kPerson);
}

TEST_F(Tracker, MemoryOfALongTrackIsBounded) {
  for (int i = 0; i < 10000; ++i) see({thing(kPerson, 0.8F, at(100))});
  const auto objects = end();
  ASSERT_EQ(objects.size(), 1U);
  EXPECT_LE(objects[0].sightings.size(), ObjectTrack::kMostSightings);
  EXPECT_GE(objects[0].sightings.size(), ObjectTrack::kMostSightings / 2);
  EXPECT_EQ(objects[0].sightings[0].time, 0);
  EXPECT_GT(objects[0].sightings.back().time, 9000);
  for (const auto& s : objects[0].sightings) EXPECT_FLOAT_EQ(s.score, 0.8F);
}

TEST_F(Tracker, AFaintThingOfAPictureIsEvidenceAndDoesNotCount) {
  see({thing(kCar, 0.35F, at(100))});
  EXPECT_TRUE(end().empty());
  ASSERT_EQ(faint_.size(), 1U);
  EXPECT_EQ(faint_[0].verdict.label, kCar);
  EXPECT_FLOAT_EQ(faint_[0].verdict.score, 0.35F);
}

TEST_F(Tracker, AFaintThingInTheMiddleOfAShotIsNoEvidence) {
  see({});
  see({thing(kCar, 0.35F, at(100))});
  EXPECT_TRUE(end().empty());
  EXPECT_TRUE(faint_.empty());
}

TEST_F(Tracker, ALabelThatThePictureModelDoesNotKnowIsDoubtedWhereItIsSureOfSomethingElse) {
  ObjectTracker tracker(groups(), {true, true, false, false}, {true, true, true, false}, {});
  tracker.see(0, {thing(kPhone, 0.8F, at(100))}, kPicture);
  for (auto* track : tracker.doubtful(true, 4)) track->hear({0, 0, 0, 0, 0.9F});
  tracker.cut(1);
  const auto objects = tracker.take();
  ASSERT_EQ(objects.size(), 1U);
  EXPECT_TRUE(objects[0].faint);
  EXPECT_FLOAT_EQ(objects[0].verdict.score, 0.4F);
}

}  // namespace
}  // namespace smarttag::vision::objects
