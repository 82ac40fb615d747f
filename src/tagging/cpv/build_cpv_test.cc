#include "tagging/cpv/build_cpv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts/keeping/fact_log.h"
#include "tagging/building/build_labels.h"

namespace smarttag::tagging {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Label = results::CpvLabel::Label;

TimedFact car(double from, double to) {
  return {from,
          to,
          0.8F,
          "object",
          facts::Object{"car", 1, {{from, {10, 20, 110, 90}, 0.8F}, {to, {30, 20, 130, 90}, 0.7F}}},
          {}};
}

// What the deriver of tags says of it.
TimedFact tag_of(const TimedFact& car) {
  return {car.from, car.to, car.score, "tags", facts::Tag{"Object", "car", "", false, 1}, {}};
}

TimedFact line(std::string text, double from, double to) {
  return {from, to, 0.9F, "text", facts::TextLine{std::move(text), {{from, {0, 600, 500, 640}, 0.9F}}}, {}};
}

TimedFact speech(std::string text, std::string language, double from, double to) {
  return {from, to, 0.9F, "speech", facts::Speech{std::move(text), std::move(language), {}, {}, 0}, {}};
}

class BuildCpv : public testing::Test {
 protected:
  template <auto Build>
  auto built() {
    facts::FactLog log(-1);
    for (const auto& fact : facts_) EXPECT_TRUE(log.add(fact));
    const facts::FactView view(log, facts::kinds_of<facts::Face, facts::Identity, facts::Object, facts::Known,
                                                    facts::Tag, facts::Speech, facts::TextLine>());
    return Build({media_, view, spec_, 4.0, 0}).value();
  }
  results::CpvLabel cpv() { return built<build_cpv_label>(); }

  media::MediaInfo media_{
      media::MediaInfo::Type::kVideo, 100, 1280, 720, 25, true, true, "mp4", "h264", "aac", "", {}};
  std::vector<TimedFact> facts_;
  JobSpec spec_;
};

TEST_F(BuildCpv, AThingHasItsBoxesItsGroupAndWhatIsKnownOfIt) {
  facts_ = {car(10, 30), tag_of(car(10, 30))};
  const auto label = cpv();
  ASSERT_EQ(label.entities.size(), 1U);
  const auto& entity = label.entities[0];
  EXPECT_EQ(entity.level1, "Object");
  EXPECT_EQ(entity.level2, "vehicle");
  EXPECT_NEAR(entity.probability, 0.2, 1e-9);
  ASSERT_EQ(entity.details.size(), 1U);
  ASSERT_EQ(entity.details[0].tracks.size(), 2U);
  EXPECT_EQ(entity.details[0].tracks[0].bbox, (std::array<int, 4>{10, 20, 110, 90}));
  EXPECT_THAT(*entity.knowledge, HasSubstr("road vehicle"));
  EXPECT_THAT(label.free_tags, Not(Contains(Field(&Label::label, "car")))) << "it is an entity already";
}

TEST_F(BuildCpv, WhatALibraryKnowsIsAnEntityWithItsBoxes) {
  const Sighting seen{12, {100, 50, 400, 600}, 0.9F};
  facts_ = {{10, 13, 0.9F, "library", facts::Known{"Landmark", "Eiffel Tower", "lib", "id", {seen}}, {}},
            {10, 13, 0.9F, "tags", facts::Tag{"Landmark", "Eiffel Tower", "", true}, {}}};
  const auto label = cpv();
  ASSERT_EQ(label.entities.size(), 1U) << "however short it is seen";
  EXPECT_EQ(label.entities[0].level1, "Location");
  EXPECT_EQ(label.entities[0].level2, "Landmark");
  EXPECT_THAT(*label.entities[0].knowledge, HasSubstr("Iron tower"));
  ASSERT_EQ(label.entities[0].details.size(), 1U);
  EXPECT_EQ(label.entities[0].details[0].tracks.at(0).bbox, (std::array<int, 4>{100, 50, 400, 600}));
}

TEST_F(BuildCpv, PlacesAndOrganisationsThatAreNamed) {
  facts_ = {line("Google opens an office in Berlin", 5, 15), speech("我们今天在杭州。", "zh", 20, 25)};
  const auto label = cpv();
  EXPECT_THAT(label.entities, Contains(Field(&Label::label, "Google")));
  EXPECT_THAT(label.entities, Contains(Field(&Label::label, "Berlin")));
  EXPECT_THAT(label.entities, Contains(Field(&Label::label, "杭州")));
  for (const auto& entity : label.entities) {
    if (entity.label == "Berlin") {
      EXPECT_EQ(entity.level1, "Location");
      EXPECT_EQ(results::parse(*entity.knowledge).value().at("country"), "DE");
      ASSERT_EQ(entity.details.size(), 1U);
      EXPECT_DOUBLE_EQ(entity.details[0].start, 5);
    }
  }
}

TEST_F(BuildCpv, WhatIsShownAndSaidIsHot) {
  facts_ = {line("富士康印度工厂停产", 0, 9), speech("富士康在印度工厂出现大规模感染。", "zh", 20, 25),
            line("木偶戏入门", 40, 50)};
  const auto label = cpv();
  EXPECT_THAT(label.hotwords, Contains(Field(&Label::label, "富士康")));
  EXPECT_THAT(label.free_tags, Not(Contains(Field(&Label::label, "富士康"))));
  for (const auto& word : label.hotwords) EXPECT_EQ(word.level1, "Keyword");
}

TEST_F(BuildCpv, WordsOfHotwordLibrariesAreHotWhereTheyAreSaidOrShown) {
  facts_ = {speech("We asked ADA about the canadas.", "en", 10, 20), line("木偶戏入门", 40, 50)};
  spec_.hotwords = {{"Ada", 1}, {"木偶戏", 1}, {"Canada", 1}};
  const auto label = cpv();
  ASSERT_EQ(label.hotwords.size(), 2U);
  EXPECT_EQ(label.hotwords[0].label, "Ada");
  EXPECT_DOUBLE_EQ(label.hotwords[0].details.at(0).start, 10);
  EXPECT_EQ(label.hotwords[1].label, "木偶戏");
}

TEST_F(BuildCpv, CategoriesHaveTheLanguageOfTheTalkAndTheirTimes) {
  facts_ = {speech("这次比赛的篮板和三分球都很精彩", "zh", 10, 20),
            speech("男篮的篮球水平提高了", "zh", 30, 40)};
  const auto label = cpv();
  ASSERT_THAT(label.cates, Not(IsEmpty()));
  EXPECT_EQ(label.cates[0].level1, "体育");
  EXPECT_EQ(label.cates[0].level2, "篮球");
  EXPECT_THAT(label.cates[0].label, Not(IsEmpty()));
  EXPECT_NEAR(label.cates[0].probability, 0.2, 0.01);
  EXPECT_EQ(built<build_video_label>().classifications.front().category2, "篮球");
}

TEST_F(BuildCpv, OnesOwnCategoriesStandInForTheTable) {
  facts_ = {speech("The forklift jam was beside the pallets.", "en", 10, 20)};
  spec_.label_version = "2.0-custom";
  spec_.categories = "Factory\tLine A\t-\tforklift jam, pallet\t-\tStoppage\n";
  const auto label = cpv();
  ASSERT_EQ(label.cates.size(), 1U);
  EXPECT_EQ(label.cates[0].label, "Stoppage");
}

TEST_F(BuildCpv, AnalyseTypesChooseItsParts) {
  facts_ = {car(10, 30),
            tag_of(car(10, 30)),
            line("富士康印度工厂停产", 0, 9),
            speech("富士康在印度工厂出现大规模感染。", "zh", 20, 25),
            speech("男篮的篮球水平提高了", "zh", 30, 40),
            {0, 50, 0.9F, "tags", facts::Tag{"Scene", "street", "", false}, {}}};
  const auto parts = [&](std::vector<std::string> labels, std::vector<std::string> types = {"CPVLabel"}) {
    spec_.labels = std::move(labels);
    spec_.types = std::move(types);
    const auto label = cpv();
    std::string told;
    for (const auto& entity : label.entities) told += entity.label + " ";
    for (const auto& tag : label.free_tags)
      if (tag.level1 != "Keyword") told += tag.label + " ";
    return told + (label.cates.empty() ? "" : "cates ") + (label.hotwords.empty() ? "" : "hot");
  };
  EXPECT_EQ(parts({"face"}), "");
  EXPECT_EQ(parts({"object"}), "car ");
  EXPECT_EQ(parts({"scene"}), "street ");
  EXPECT_THAT(parts({"classification"}), HasSubstr("cates hot"));
  EXPECT_THAT(parts({}, {"CPVLabel", "TextLabel"}), HasSubstr("印度 hot"));
}

TEST_F(BuildCpv, NamesAreInTheLanguageOfTheTalk) {
  facts_ = {
      line("Google opens an office in Berlin", 5, 15),
      speech("我们今天在杭州讨论了明年的预算、所有办事处的租金和在北方各个城市里的新计划。", "zh", 20, 25)};
  EXPECT_THAT(cpv().entities, Contains(Field(&Label::label, "柏林")));
  spec_.nlp = NlpParams{};
  spec_.nlp->language = "en";
  EXPECT_THAT(cpv().entities, Contains(Field(&Label::label, "Hangzhou")));
}

TEST_F(BuildCpv, ATemplateChoosesWhatIsToldOfKnowledge) {
  facts_ = {car(10, 30), tag_of(car(10, 30))};
  spec_.knowledge = {{"object", "name"}};
  EXPECT_EQ(*cpv().entities[0].knowledge, R"({"name":"汽车"})");
  spec_.knowledge = {{"person", "all"}};
  EXPECT_EQ(*cpv().entities[0].knowledge, "");
}

TEST_F(BuildCpv, NothingSeenAndNothingSaidIsAnEmptyLabel) {
  const auto label = cpv();
  EXPECT_THAT(label.cates, IsEmpty());
  EXPECT_THAT(label.entities, IsEmpty());
  EXPECT_THAT(label.hotwords, IsEmpty());
  EXPECT_THAT(label.free_tags, IsEmpty());
}

TEST_F(BuildCpv, TheJsonReadsBack) {
  facts_ = {car(10, 30), tag_of(car(10, 30)), line("Google opens an office in Berlin", 5, 15)};
  const results::Json json(cpv());
  const auto back = json.get<results::CpvLabel>();
  EXPECT_EQ(results::dump(results::Json(back)), results::dump(json));
}

}  // namespace
}  // namespace smarttag::tagging
