#include "tagging/building/build_labels.h"

#include <gtest/gtest.h>

#include "facts/keeping/fact_log.h"
#include "tagging/building/build_text.h"

namespace smarttag::tagging {
namespace {

TimedFact face(int person, double from, double to, float score = 0.9F) {
  TimedFact fact{
      from,
      to,
      score,
      "face",
      facts::Face{"person-" + std::to_string(person),
                  person,
                  {{from, {10, 10, 60, 110}, score / 2}, {(from + to) / 2, {20, 20, 70, 264}, score}},
                  {}},
      {}};
  return fact;
}

class BuildLabels : public testing::Test {
 protected:
  // A builder's result over these facts, which are few enough to need no scratch file.
  template <auto Build>
  auto built() {
    facts::FactLog log(-1);
    for (const auto& fact : facts_) EXPECT_TRUE(log.add(fact));
    const facts::FactView view(log, facts::kinds_of<facts::Face, facts::Identity, facts::Speech, facts::Tag,
                                                    facts::TextLine, facts::Turn>());
    return Build({media_, view, spec_, 4.0, min_unknown_face_score_}).value();
  }
  results::VideoLabel video_label() { return built<build_video_label>(); }
  results::ImageLabel image_label() { return built<build_image_label>(); }

  media::MediaInfo media_{media::MediaInfo::Type::kVideo,
                          100,
                          1280,
                          720,
                          25,
                          true,
                          true,
                          "mp4",
                          "h264",
                          "aac",
                          "of the file",
                          {}};
  std::vector<TimedFact> facts_;
  JobSpec spec_;
  double min_unknown_face_score_ = 0;
};

TEST_F(BuildLabels, APersonIsOneWithItsOccurrences) {
  facts_ = {face(2, 50, 55), face(1, 0, 9), face(1, 20, 41)};
  const auto label = video_label();
  ASSERT_EQ(label.persons.size(), 2U);
  EXPECT_EQ(label.persons[0].name, "person-1");
  EXPECT_EQ(label.persons[0].category, "unknown");
  EXPECT_NEAR(label.persons[0].ratio, 0.30, 1e-9);
  ASSERT_EQ(label.persons[0].occurrences.size(), 2U);
  const auto& stay = label.persons[0].occurrences[0];
  EXPECT_DOUBLE_EQ(stay.timestamp, 4.5) << "the best sighting, not the first";
  EXPECT_EQ(stay.position, (results::Position{{20, 20}, {70, 264}}));
  EXPECT_EQ(stay.scene, "closeUp");
}

TEST_F(BuildLabels, WhoIsSeenTooBrieflyOrTooUncertainlyIsLeftOut) {
  facts_ = {face(1, 0, 3.5), face(2, 10, 30, 0.4F)};
  EXPECT_TRUE(video_label().persons.empty());
  media_.duration = 30;  // 3.5 s are more than a tenth of it
  EXPECT_EQ(video_label().persons.size(), 1U);
}

TEST_F(BuildLabels, AKnownPersonHasTheNameAndTheLibrarysIdAsCategory) {
  facts_ = {face(1, 0, 9),
            face(2, 20, 41, 0.7F),
            {20, 41, 0.8F, "known-persons", facts::Identity{2, "张三", "lib-7", "entity-1", {}}, {}}};
  auto label = video_label();
  ASSERT_EQ(label.persons.size(), 2U);
  EXPECT_EQ(label.persons[0].name, "张三");
  EXPECT_EQ(label.persons[0].category, "lib-7");
  EXPECT_EQ(label.persons[1].category, "unknown");
  EXPECT_EQ(image_label().persons.at(1).category, "lib-7");
  min_unknown_face_score_ = 0.95;
  label = video_label();
  ASSERT_EQ(label.persons.size(), 1U) << "the threshold of detection is for unknown persons";
  EXPECT_EQ(label.persons[0].name, "张三");
  EXPECT_EQ(image_label().persons.size(), 1U);
}

TEST_F(BuildLabels, PersonsWhoAreTheSameKnownOneAreToldAsOne) {
  facts_ = {face(1, 0, 9),
            face(3, 20, 41),
            face(2, 50, 60),
            {0, 41, 0.8F, "known-persons", facts::Identity{1, "Ada", "lib", "id", {3}}, {}}};
  const auto label = video_label();
  ASSERT_EQ(label.persons.size(), 2U);
  EXPECT_EQ(label.persons[0].name, "Ada");
  EXPECT_EQ(label.persons[0].occurrences.size(), 2U);
  EXPECT_EQ(label.persons[1].name, "person-2");
}

TEST_F(BuildLabels, FactsThatAreNotDeclaredCannotBeRead) {
  const facts::FactLog log(-1);
  const facts::FactView view(log, facts::kinds_of<facts::Face>());
  const auto label = build_video_label({media_, view, spec_, 4.0, 0});
  ASSERT_FALSE(label);
  EXPECT_EQ(label.error().kind, ErrorKind::kInternal);
}

TEST_F(BuildLabels, TracksOfOneTagAreMergedOverTime) {
  for (const double from : {10.0, 12.0, 40.0})
    facts_.push_back({from, from + 5, 0.7F, "tags", facts::Tag{"Object", "car", ""}, {}});
  const auto label = video_label();
  ASSERT_EQ(label.tags.size(), 1U);
  EXPECT_EQ(label.tags[0].main_tag_name, "Object");
  EXPECT_EQ(label.tags[0].sub_tag_name, "car");
  EXPECT_EQ(label.tags[0].occurrences.size(), 2U);
  EXPECT_NEAR(label.tags[0].ratio, 0.12, 1e-9);
}

TEST_F(BuildLabels, WhatALibraryKnowsIsToldHoweverShort) {
  facts_ = {{5, 5.5, 0.7F, "tags", facts::Tag{"Landmark", "tower", ""}, {}},
            {7, 7.5, 0.7F, "tags", facts::Tag{"Landmark", "bridge", ""}, {}}};
  std::get<facts::Tag>(facts_[1].of).of_library = true;
  const auto label = video_label();
  ASSERT_EQ(label.tags.size(), 1U);
  EXPECT_EQ(label.tags[0].sub_tag_name, "bridge");
  EXPECT_EQ(label.tags[0].main_tag_name, "Landmark");
  ASSERT_EQ(label.tags[0].occurrences.size(), 1U);
  EXPECT_DOUBLE_EQ(label.tags[0].occurrences[0].from, 7);
  spec_.labels = {"object"};
  EXPECT_TRUE(video_label().tags.empty());
}

TEST_F(BuildLabels, APictureHasPersonsWithoutTimes) {
  media_.type = media::MediaInfo::Type::kPicture;
  media_.duration = 0;
  facts_ = {face(1, 0, 0), face(2, 0, 0)};
  EXPECT_EQ(image_label().persons.size(), 2U);
}

TEST_F(BuildLabels, ShotScales) {
  EXPECT_EQ(shot_scale(360, 720), "closeUp");
  EXPECT_EQ(shot_scale(150, 720), "medium-closeUp");
  EXPECT_EQ(shot_scale(75, 720), "medium");
  EXPECT_EQ(shot_scale(20, 720), "medium-long");
  EXPECT_EQ(shot_scale(20, 0), "medium-long");
}

TEST_F(BuildLabels, TheTitleGivenCountsBeforeTheTitleOfTheFile) {
  EXPECT_EQ(built<build_meta>().title, "of the file");
  spec_.title = "given";
  EXPECT_EQ(built<build_meta>().title, "given");
}

TEST_F(BuildLabels, NothingSeenGivesEmptyListsNotMissingOnes) {
  EXPECT_EQ(results::dump(results::Json(video_label())), R"({"persons":[],"tags":[],"classifications":[]})");
  EXPECT_EQ(results::dump(results::Json(built<build_asr>())), R"({"details":[]})");
}

TEST_F(BuildLabels, TagsThatNobodyAskedForAreLeftOut) {
  facts_ = {{0, 50, 0.9F, "tags", facts::Tag{"Object", "car", ""}, {}},
            {0, 50, 0.9F, "tags", facts::Tag{"Scene", "church", ""}, {}}};
  ASSERT_EQ(video_label().tags.size(), 2U);
  spec_.labels = {"scene"};
  ASSERT_EQ(video_label().tags.size(), 1U);
  EXPECT_EQ(video_label().tags[0].main_tag_name, "Scene");
  spec_.labels = {"face"};
  EXPECT_TRUE(video_label().tags.empty());
}

}  // namespace
}  // namespace smarttag::tagging
