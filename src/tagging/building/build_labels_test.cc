#include "tagging/building/build_labels.h"

#include <gtest/gtest.h>

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

TimedFact text(std::string what, std::vector<double> times, float top) {
  facts::TextLine line{std::move(what), {}};
  for (const double t : times) line.sightings.push_back({t, {0, top, 100, top + 20}, 0.9F});
  TimedFact fact{times.front(), times.back(), 0.9F, "ocr", std::move(line), {}};
  return fact;
}

class BuildLabels : public testing::Test {
 protected:
  Material material() { return {media_, facts_, spec_, taxonomy_, 4.0, named_, least_stranger_}; }

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
  Identities named_;
  double least_stranger_ = 0;
  Taxonomy taxonomy_ = Taxonomy::read(std::string(SMARTTAG_SOURCE_DIR) + "/data/tags.tsv").value();
};

TEST_F(BuildLabels, APersonIsOneWithItsOccurrences) {
  facts_ = {face(2, 50, 55), face(1, 0, 9), face(1, 20, 41)};
  const auto label = build_video_label(material());
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
  EXPECT_TRUE(build_video_label(material()).persons.empty());
  media_.duration = 30;  // 3.5 s are more than a tenth of it
  EXPECT_EQ(build_video_label(material()).persons.size(), 1U);
}

TEST_F(BuildLabels, AKnownPersonHasTheNameAndTheLibrarysIdAsCategory) {
  facts_ = {face(1, 0, 9), face(2, 20, 41, 0.7F)};
  named_ = {{2, {"张三", "lib-7", "entity-1", 0.8}}};
  auto label = build_video_label(material());
  ASSERT_EQ(label.persons.size(), 2U);
  EXPECT_EQ(label.persons[0].name, "张三");
  EXPECT_EQ(label.persons[0].category, "lib-7");
  EXPECT_EQ(label.persons[1].category, "unknown");
  EXPECT_EQ(build_image_label(material()).persons.at(1).category, "lib-7");
  least_stranger_ = 0.95;
  label = build_video_label(material());
  ASSERT_EQ(label.persons.size(), 1U) << "the threshold of detection is for strangers";
  EXPECT_EQ(label.persons[0].name, "张三");
  EXPECT_EQ(build_image_label(material()).persons.size(), 1U);
}

TEST_F(BuildLabels, TracksOfOneTagAreMergedOverTime) {
  for (const double from : {10.0, 12.0, 40.0})
    facts_.push_back(
        {from, from + 5, 0.7F, "object", facts::Object{"car", 1, {{from, {0, 0, 9, 9}, 0.7F}}}, {}});
  const auto label = build_video_label(material());
  ASSERT_EQ(label.tags.size(), 1U);
  EXPECT_EQ(label.tags[0].main_tag_name, "Object");
  EXPECT_EQ(label.tags[0].sub_tag_name, "car");
  EXPECT_EQ(label.tags[0].occurrences.size(), 2U);
  EXPECT_NEAR(label.tags[0].ratio, 0.12, 1e-9);
}

TEST_F(BuildLabels, APictureHasPersonsWithoutTimes) {
  media_.type = media::MediaInfo::Type::kPicture;
  media_.duration = 0;
  facts_ = {face(1, 0, 0), face(2, 0, 0)};
  EXPECT_EQ(build_image_label(material()).persons.size(), 2U);
}

TEST_F(BuildLabels, ShotScales) {
  EXPECT_EQ(shot_scale(360, 720), "closeUp");
  EXPECT_EQ(shot_scale(150, 720), "medium-closeUp");
  EXPECT_EQ(shot_scale(75, 720), "medium");
  EXPECT_EQ(shot_scale(20, 720), "medium-long");
  EXPECT_EQ(shot_scale(20, 0), "medium-long");
}

TEST_F(BuildLabels, TextIsListedFrameByFrameFromTopToBottom) {
  facts_ = {text("below", {1.0, 1.5}, 300), text("above", {1.5, 2.0}, 100)};
  const auto ocr = build_ocr(material());
  ASSERT_EQ(ocr.details.size(), 3U);
  EXPECT_DOUBLE_EQ(ocr.details[1].timestamp, 1.5);
  ASSERT_EQ(ocr.details[1].info.size(), 2U);
  EXPECT_EQ(ocr.details[1].info[0].content, "above");
}

TEST_F(BuildLabels, TheTitleGivenCountsBeforeTheTitleOfTheFile) {
  EXPECT_EQ(build_meta(material()).title, "of the file");
  spec_.title = "given";
  EXPECT_EQ(build_meta(material()).title, "given");
}

TEST_F(BuildLabels, NothingSeenGivesEmptyListsNotMissingOnes) {
  EXPECT_EQ(results::dump(results::Json(build_video_label(material()))),
            R"({"persons":[],"tags":[],"classifications":[]})");
  EXPECT_EQ(results::dump(results::Json(build_asr(material()))), R"({"details":[]})");
}

TEST_F(BuildLabels, TagsThatNobodyAskedForAreLeftOut) {
  facts_ = {{0, 50, 0.9F, "object", facts::Object{"car", 1}, {}},
            {0, 50, 0.9F, "scene", facts::PictureClass{"church"}, {}}};
  ASSERT_EQ(build_video_label(material()).tags.size(), 2U);
  spec_.labels = {"scene"};
  ASSERT_EQ(build_video_label(material()).tags.size(), 1U);
  EXPECT_EQ(build_video_label(material()).tags[0].main_tag_name, "Scene");
  spec_.labels = {"face"};
  EXPECT_TRUE(build_video_label(material()).tags.empty());
}

}  // namespace
}  // namespace smarttag::tagging
