#include "vision/faces/face_tracker.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::vision::faces {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using Need = FaceTracker::Need;

const FaceThresholds kThresholds{0.42F, 0.5F, 0.2F, 9.5F, 0.015F};

// A unit vector of a made-up person; `drift` turns it towards another dimension.
std::vector<float> person(size_t who, float drift = 0) {
  std::vector<float> vector(8);
  vector[who] = std::cos(drift);
  vector[7] = std::sin(drift);
  return vector;
}

Box box(float left, float width = 100) { return {left, 50, left + width, 50 + width}; }

SeenFace face(float left, size_t who, float width = 100) {
  return {box(left, width), 0.9F, true, person(who), 12, true};
}

SeenFace unproved(float left) { return {box(left), 0.8F, false, {}, 0, false}; }

TEST(FaceTracker, AFaceThatStaysIsOneTrack) {
  FaceTracker tracker(kThresholds);
  tracker.enter(0, 0);
  for (int i = 0; i < 5; ++i) tracker.see(i * 0.5, {face(100.0F + 10.0F * static_cast<float>(i), 0)});
  const auto tracks = tracker.finish(2.5);
  ASSERT_THAT(tracks, SizeIs(1));
  EXPECT_THAT(tracks[0].sightings, SizeIs(5));
  EXPECT_DOUBLE_EQ(tracks[0].gone, 2.5);
}

TEST(FaceTracker, ACutEndsEveryTrack) {
  FaceTracker tracker(kThresholds);
  tracker.enter(0, 0);
  tracker.see(0, {face(100, 0)});
  tracker.enter(1, 0.7);
  tracker.see(0.7, {face(100, 0)});
  const auto tracks = tracker.finish(1);
  ASSERT_THAT(tracks, SizeIs(2));
  EXPECT_DOUBLE_EQ(tracks[0].gone, 0.7);
  EXPECT_EQ(tracks[1].shot, 1);
}

TEST(FaceTracker, GoneIsTheFirstSampleWithoutTheFace) {
  FaceTracker tracker(kThresholds);
  tracker.enter(0, 0);
  tracker.see(0, {face(100, 0)});
  tracker.see(0.5, {});
  tracker.see(5, {});
  const auto tracks = tracker.finish(9);
  ASSERT_THAT(tracks, SizeIs(1));
  EXPECT_DOUBLE_EQ(tracks[0].gone, 0.5);
}

TEST(FaceTracker, AFaceHiddenForASampleGoesOn) {
  FaceTracker tracker(kThresholds);
  tracker.enter(0, 0);
  tracker.see(0, {face(100, 0)});
  tracker.see(0.5, {});
  tracker.see(1, {face(105, 0)});
  const auto tracks = tracker.finish(1.5);
  ASSERT_THAT(tracks, SizeIs(1));
  EXPECT_DOUBLE_EQ(tracks[0].gone, 1.5);
}

TEST(FaceTracker, ARecognisedFaceMayMoveFarAnotherMayNot) {
  FaceTracker tracker(kThresholds);
  tracker.enter(0, 0);
  tracker.see(0, {face(100, 0)});
  tracker.see(0.5, {face(250, 0)});  // no overlap, the same person
  tracker.see(1, {face(400, 1)});    // no overlap, another
  EXPECT_THAT(tracker.finish(2), SizeIs(2));
}

TEST(FaceTracker, AnotherFaceInTheSamePlaceIsAnotherTrack) {
  FaceTracker tracker(kThresholds);
  tracker.enter(0, 0);
  tracker.see(0, {face(100, 0)});
  tracker.see(0.5, {face(100, 1)});
  EXPECT_THAT(tracker.finish(1), SizeIs(2));
}

TEST(FaceTracker, TwoThatCrossKeepTheirVectors) {
  FaceTracker tracker(kThresholds);
  tracker.enter(0, 0);
  tracker.see(0, {face(100, 0), face(160, 1)});
  tracker.see(0.5, {face(130, 1), face(135, 0)});  // each overlaps both
  tracker.see(1, {face(100, 1), face(160, 0)});
  const auto tracks = tracker.finish(1.5);
  ASSERT_THAT(tracks, SizeIs(2));
  EXPECT_GT(similarity(tracks[0].vectors[0].unit, person(0)), 0.99F);
  EXPECT_FLOAT_EQ(tracks[0].sightings.back().box.left, 160);
}

TEST(FaceTracker, WhatTheMeshDoesNotConfirmContinuesButNeverStarts) {
  FaceTracker tracker(kThresholds);
  tracker.enter(0, 0);
  tracker.see(0, {unproved(500)});
  tracker.see(0.5, {face(100, 0)});
  tracker.see(1, {unproved(102)});
  const auto tracks = tracker.finish(1.5);
  ASSERT_THAT(tracks, SizeIs(1));
  ASSERT_THAT(tracks[0].sightings, SizeIs(2));
  EXPECT_FLOAT_EQ(tracks[0].sightings[1].score, 0.4F);
}

TEST(FaceTracker, RepeatAddsASightingToWhoIsThereOnly) {
  FaceTracker tracker(kThresholds);
  tracker.enter(0, 0);
  tracker.see(0, {face(100, 0), face(400, 1)});
  tracker.see(0.5, {face(100, 0)});
  tracker.repeat(1);
  EXPECT_THAT(tracker.present(), SizeIs(1));
  const auto tracks = tracker.finish(1.5);
  ASSERT_THAT(tracks, SizeIs(2));
  EXPECT_THAT(tracks[0].sightings, SizeIs(3));
  EXPECT_THAT(tracks[1].sightings, SizeIs(1));
  EXPECT_DOUBLE_EQ(tracks[1].gone, 0.5);
}

TEST(FaceTracker, AsksForVectorsWhereTheyAreNeeded) {
  FaceTracker tracker(kThresholds);
  tracker.enter(0, 0);
  EXPECT_EQ(tracker.need(box(100), 0), Need::kProof);
  for (int i = 0; i < 3; ++i) tracker.see(i * 0.1, {face(100, 0)});
  EXPECT_EQ(tracker.need(box(100), 0.3), Need::kNothing);
  EXPECT_EQ(tracker.need(box(100), 1.3), Need::kVector);  // a second later
  EXPECT_EQ(tracker.need(box(160), 0.3), Need::kVector);  // little overlap
  EXPECT_EQ(tracker.need(box(300), 0.3), Need::kProof);   // no overlap
}

TEST(FaceTracker, KeepsFewVectorsHoweverLongTheTrack) {
  FaceTracker tracker(kThresholds);
  tracker.enter(0, 0);
  int computed = 0;
  for (int i = 0; i < 20000; ++i) {
    SeenFace seen = face(100, 0);
    if (tracker.need(seen.box, i * 0.5) == Need::kNothing)
      seen.vector.clear();
    else
      ++computed;
    tracker.see(i * 0.5, {seen});
  }
  EXPECT_LT(computed, 200);
  EXPECT_THAT(tracker.finish(10000)[0].vectors, SizeIs(1));
}

TEST(FaceTracker, NothingSeenGivesNothing) {
  FaceTracker tracker(kThresholds);
  EXPECT_THAT(tracker.finish(10), IsEmpty());
  tracker.repeat(1);
  EXPECT_THAT(tracker.present(), IsEmpty());
}

FaceTrack track_of(std::vector<TimedVector> vectors) {
  FaceTrack track;
  for (const TimedVector& vector : vectors) track.sightings.push_back({vector.time, box(100), 0.9F});
  track.vectors = std::move(vectors);
  track.gone = 99;
  track.closed = true;
  return track;
}

TEST(SplitWhereDifferent, ADissolveIsCutBetweenThePersons) {
  const auto parts = split_where_different(
      track_of({{0, person(0), 12}, {1, person(0, 0.3F), 11}, {2, person(1), 12}, {3, person(1), 12}}),
      kThresholds);
  ASSERT_THAT(parts, SizeIs(2));
  EXPECT_THAT(parts[0].sightings, SizeIs(2));
  EXPECT_DOUBLE_EQ(parts[0].gone, 2);
  EXPECT_DOUBLE_EQ(parts[1].sightings.front().time, 2);
  EXPECT_DOUBLE_EQ(parts[1].gone, 99);
}

TEST(SplitWhereDifferent, ThreePersonsAreThreeParts) {
  EXPECT_THAT(split_where_different(track_of({{0, person(0), 12}, {1, person(1), 12}, {2, person(2), 12}}),
                                    kThresholds),
              SizeIs(3));
}

TEST(SplitWhereDifferent, OnePersonStaysWholeThoughTheFaceChanges) {
  std::vector<TimedVector> turning;
  for (int i = 0; i < 10; ++i)
    turning.push_back({static_cast<double>(i), person(0, 0.12F * static_cast<float>(i)), 12});
  EXPECT_THAT(split_where_different(track_of(turning), kThresholds), SizeIs(1));
  EXPECT_THAT(split_where_different(track_of({{0, person(0), 12}}), kThresholds), SizeIs(1));
}

TEST(MeanVector, ClearFacesWeighMoreAndTheMeanIsAUnit) {
  const auto mean = mean_vector({{0, person(0), 30}, {1, person(1), 10}});
  EXPECT_NEAR(similarity(mean, mean), 1, 1e-5);
  EXPECT_NEAR(mean[0] / mean[1], 3, 1e-4);
  EXPECT_THAT(mean_vector({}), IsEmpty());
}

TEST(Similarity, OfOtherSizesIsNothing) {
  EXPECT_EQ(similarity(person(0), std::vector<float>{1}), 0);
  EXPECT_EQ(similarity({}, {}), 0);
}

}  // namespace
}  // namespace smarttag::vision::faces
