#include "vision/faces/face_groups.h"

#include <cmath>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "vision/faces/face_stays.h"

namespace smarttag::vision::faces {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr float kSame = 0.42F;

std::vector<float> unit(std::vector<float> vector) {
  const float length = std::sqrt(similarity(vector, vector));
  for (float& value : vector) value /= length;
  return vector;
}

FaceTrack track(int shot, double from, double to, std::vector<float> vector) {
  FaceTrack made;
  made.shot = shot;
  for (double time = from; time <= to; time += 0.5) made.sightings.push_back({time, {0, 0, 50, 50}, 0.9F});
  made.gone = to + 0.5;
  made.closed = true;
  made.vectors = {{from, unit(std::move(vector)), 11}};
  return made;
}

FaceTrack weak_track(int shot, double from, double to, std::vector<float> vector) {
  FaceTrack made = track(shot, from, to, std::move(vector));
  made.weak = std::exchange(made.vectors, {});
  return made;
}

TEST(GroupByPerson, OnePersonInTwoShotsIsOneGroup) {
  EXPECT_THAT(group_by_person({track(0, 0, 2, {1, 0, 0}), track(1, 3, 5, {0.8F, 0.6F, 0})}, kSame),
              ElementsAre(1, 1));
}

TEST(GroupByPerson, TwoPersonsStayTwo) {
  EXPECT_THAT(group_by_person({track(0, 0, 2, {1, 0, 0}), track(1, 3, 5, {0.3F, 1, 0})}, kSame),
              ElementsAre(1, 2));
}

TEST(GroupByPerson, TwoFacesInOneFrameAreNeverOnePerson) {
  EXPECT_THAT(group_by_person({track(0, 0, 2, {1, 0, 0}), track(0, 1, 3, {1, 0, 0})}, kSame),
              ElementsAre(1, 2));
}

TEST(GroupByPerson, NorByWayOfAThird) {
  const std::vector<FaceTrack> tracks{track(0, 0, 2, {1, 0, 0}), track(0, 0, 2, {1, 0.1F, 0}),
                                      track(1, 3, 9, {1, 0.04F, 0})};
  const auto persons = group_by_person(tracks, kSame);
  EXPECT_NE(persons[0], persons[1]);
  EXPECT_EQ(persons[2], persons[0]);  // the nearer of the two
}

TEST(GroupByPerson, TracksThatTakeTurnsInOneShotMayBeOne) {
  EXPECT_THAT(group_by_person({track(0, 0, 1, {1, 0, 0}), track(0, 5, 6, {1, 0, 0})}, kSame),
              ElementsAre(1, 1));
}

TEST(GroupByPerson, AChainOfLikenessDoesNotPullStrangersTogether) {
  // Each is like the next, the ends are not alike: average linkage keeps the ends apart.
  std::vector<FaceTrack> chain;
  for (int i = 0; i < 5; ++i) {
    const float angle = 0.7F * static_cast<float>(i);
    chain.push_back(track(i, i * 10, i * 10 + 2, {std::cos(angle), std::sin(angle), 0}));
  }
  const auto persons = group_by_person(chain, kSame);
  EXPECT_NE(persons.front(), persons.back());
}

TEST(GroupByPerson, NumbersFollowTheFirstAppearance) {
  const std::vector<FaceTrack> tracks{track(0, 0, 1, {0, 0, 1}), track(1, 2, 3, {1, 0, 0}),
                                      track(2, 4, 5, {0, 0, 1}), track(3, 6, 7, {0, 1, 0})};
  EXPECT_THAT(group_by_person(tracks, kSame), ElementsAre(1, 2, 1, 3));
}

TEST(GroupByPerson, AWeakTrackJoinsWhomItResemblesElseItIsNobody) {
  const std::vector<FaceTrack> tracks{track(0, 0, 1, {1, 0, 0}), weak_track(1, 2, 3, {1, 0.5F, 0}),
                                      weak_track(2, 4, 5, {0, 0, 1}), weak_track(0, 0, 1, {1, 0, 0})};
  EXPECT_THAT(group_by_person(tracks, kSame), ElementsAre(1, 1, kNobody, kNobody));
}

TEST(GroupByPerson, NoTracksNoPersons) {
  EXPECT_THAT(group_by_person({}, kSame), IsEmpty());
  FaceTrack bare = track(0, 0, 1, {1, 0, 0});
  bare.vectors.clear();
  EXPECT_THAT(group_by_person({bare}, kSame), Each(kNobody));
}

TEST(GroupByPerson, SixPersonsInManyTracksAreFound) {
  std::mt19937 random(7);
  std::normal_distribution<float> noise(0, 0.07F), any(0, 1);
  std::vector<std::vector<float>> faces(6, std::vector<float>(128));
  for (auto& vector : faces) {
    for (float& value : vector) value = any(random);
    vector = unit(vector);
  }
  std::vector<FaceTrack> tracks;
  std::vector<int> truth;
  for (int i = 0; i < 300; ++i) {
    std::vector<float> vector = faces[static_cast<size_t>(i) % 6];
    for (float& value : vector) value += noise(random);  // cosine of two of one person: about 0.6
    tracks.push_back(track(i / 2, i, i + 0.4, vector));
    truth.push_back(i % 6 + 1);
  }
  EXPECT_EQ(group_by_person(tracks, kSame), truth);
}

TEST(Stays, OneFactForEachShotNamedByPerson) {
  const std::vector<FaceTrack> tracks{track(0, 0, 2, {1, 0}), track(1, 3, 5, {0, 1}), track(2, 6, 8, {1, 0})};
  const auto facts = stays(tracks, {1, 2, 1}, true);
  ASSERT_THAT(facts, SizeIs(3));
  EXPECT_EQ(what(facts[0]), "person-1");
  EXPECT_EQ(what(facts[1]), "person-1");
  EXPECT_EQ(what(facts[2]), "person-2");
  EXPECT_EQ(std::get<facts::Face>(facts[2].of).person, 2);
  EXPECT_DOUBLE_EQ(facts[1].from, 6);
  EXPECT_DOUBLE_EQ(facts[1].to, 8.5);
  EXPECT_NEAR(facts[1].score, 0.9, 1e-5);
  EXPECT_EQ(facts[0].analyser, "face");
  EXPECT_NEAR(
      similarity(std::get<facts::Face>(facts[0].of).vector, std::get<facts::Face>(facts[1].of).vector), 1,
      1e-5);
}

TEST(Stays, AShortAbsenceIsOneStayALongOneTwo) {
  const std::vector<FaceTrack> tracks{track(0, 0, 1, {1, 0}), track(0, 3, 4, {1, 0}),
                                      track(0, 9, 10, {1, 0})};
  const auto facts = stays(tracks, {1, 1, 1}, true);
  ASSERT_THAT(facts, SizeIs(2));
  EXPECT_DOUBLE_EQ(facts[0].to, 4.5);
  EXPECT_THAT(sightings_of(facts[0]), SizeIs(6));
  EXPECT_DOUBLE_EQ(facts[1].from, 9);
}

TEST(Stays, AFlickerIsNoPersonInAVideoButAFaceInAPicture) {
  const std::vector<FaceTrack> tracks{track(0, 0, 0, {1, 0}), track(1, 3, 5, {0, 1})};
  const auto facts = stays(tracks, {1, 2}, true);
  ASSERT_THAT(facts, SizeIs(1));
  EXPECT_EQ(what(facts[0]), "person-1");  // the numbers have no gap
  EXPECT_THAT(stays({track(0, 0, 0, {1, 0})}, {1}, false), SizeIs(1));
}

TEST(Stays, NobodyIsLeftOut) { EXPECT_THAT(stays({track(0, 0, 4, {1, 0})}, {kNobody}, true), IsEmpty()); }

FaceTrack judged(float certainty, float presence) {
  FaceTrack track;
  track.sightings = {{0, {0, 0, 40, 40}, certainty}};
  track.certainty = certainty;
  track.presence = presence;
  return track;
}

TEST(DoubtfulFaces, OfAPictureAreThoseOfWhichNeitherModelIsSure) {
  std::vector<FaceTrack> tracks{judged(0.9F, 0), judged(0.7F, 0.9F), judged(0.72F, 0.62F)};
  drop_doubtful(tracks, false);
  ASSERT_EQ(tracks.size(), 2U);
  EXPECT_FLOAT_EQ(tracks[0].certainty, 0.9F);
  EXPECT_FLOAT_EQ(tracks[1].presence, 0.9F);
}

TEST(DoubtfulFaces, OfAVideoAreThoseThatTheMeshNeverSaw) {
  std::vector<FaceTrack> tracks{judged(0.95F, 0.1F), judged(0.65F, 0.6F)};
  drop_doubtful(tracks, true);
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_FLOAT_EQ(tracks[0].presence, 0.6F);
}

}  // namespace
}  // namespace smarttag::vision::faces
