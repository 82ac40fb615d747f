#include "language/labels/text_labels.h"
#include "base/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::language {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

std::shared_ptr<const Vocabulary> vocabulary() {
  static const auto kLoaded = Vocabulary::load(home_folder() / "data");
  return kLoaded ? *kLoaded : nullptr;
}

Talk lines(const std::vector<std::string>& texts) {
  TranscriptBuilder builder;
  for (const auto& text : texts) builder.sentence(text);
  return make_talk(builder.finish(), vocabulary());
}

TextLabels labels_of(const std::vector<std::string>& shown, const std::vector<std::string>& spoken = {},
                     const std::string& language = {}) {
  static const auto kGazetteer = Gazetteer::load(home_folder() / "data", *vocabulary());
  EXPECT_TRUE(kGazetteer);
  return text_labels(lines(spoken), lines(shown), **kGazetteer, language);
}

TEST(TextLabels, APlaceIsNamedWithItsCountry) {
  EXPECT_THAT(labels_of({"The trade fair opened in Munich on Tuesday"}).regions,
              ElementsAre("Germany (Munich)"));
  EXPECT_THAT(labels_of({"本届峰会在成都召开"}).regions, ElementsAre("中国(成都)"));
}

TEST(TextLabels, ACountryStandsAlone) {
  EXPECT_THAT(labels_of({"越南的出口增长很快"}).regions, ElementsAre("越南"));
  EXPECT_THAT(labels_of({"Visitors came from Brazil"}).regions, ElementsAre("Brazil"));
}

TEST(TextLabels, OneNameForAllThatAThingIsCalled) {
  const auto labels = labels_of({"腾讯发布新产品", "腾讯公司的股价"}, {"Tencent said so."});
  EXPECT_THAT(labels.organisations, ElementsAre("腾讯"));
  EXPECT_THAT(labels.brands, ElementsAre("腾讯"));
}

TEST(TextLabels, NamesAreInTheLanguageThatIsAskedFor) {
  const std::vector<std::string> shown{"印度的工厂停产", "Tencent opens an office in Berlin", "杭州的会议"};
  EXPECT_THAT(labels_of(shown, {}, "zh").regions, UnorderedElementsAre("印度", "德国(柏林)", "中国(杭州)"));
  EXPECT_THAT(labels_of(shown, {}, "en").regions,
              UnorderedElementsAre("India", "Germany (Berlin)", "China (Hangzhou)"));
  EXPECT_THAT(labels_of(shown, {}, "zh").brands, ElementsAre("腾讯"));
}

TEST(TextLabels, ATextWithAFewForeignLinesHasOneLanguage) {
  const std::string talk = "今天的会议讨论了明年在各个城市开设办事处的预算和时间，大家都同意这个计划。";
  EXPECT_EQ(main_language(lines({talk}), lines({"Berlin office"})), "zh");
  EXPECT_EQ(main_language(lines({"We open an office in Berlin and two more in the north of the country."}),
                          lines({"杭州"})),
            "en");
  EXPECT_EQ(
      main_language(lines({talk}), lines({"Google opens a new office in the middle of Berlin next year"})),
      "");
  EXPECT_EQ(main_language(lines({}), lines({})), "");
}

TEST(TextLabels, AnOrganisationIsToldByItsLastWord) {
  EXPECT_THAT(labels_of({"A study of Northfield University found this"}).organisations,
              ElementsAre("Northfield University"));
  EXPECT_THAT(labels_of({}, {"深圳市软件行业协会发布了报告。"}).organisations,
              ElementsAre("深圳市软件行业协会"));
}

TEST(TextLabels, WordsThatAreAlsoNamesAreTakenWithCare) {
  EXPECT_THAT(labels_of({}, {"Reading is a nice way to spend the day.", "Apple trees grow here.",
                             "They gave us water."})
                  .regions,
              IsEmpty());
  EXPECT_THAT(labels_of({}, {"Apple trees grow here.", "an apple a day"}).brands, IsEmpty());
  EXPECT_THAT(labels_of({"New phones by Apple and Samsung"}).brands,
              UnorderedElementsAre("Apple", "Samsung"));
}

TEST(TextLabels, KeywordsLeaveOutWhatIsNamedAlready) {
  const auto labels = labels_of({"成都举行人工智能大会"});
  EXPECT_THAT(labels.keywords, Contains(HasSubstr("人工智能")));
  EXPECT_THAT(labels.keywords, Not(Contains("成都")));
}

TEST(TextLabels, OfNothingThereAreNone) {
  const auto labels = labels_of({});
  EXPECT_THAT(labels.regions, IsEmpty());
  EXPECT_THAT(labels.keywords, IsEmpty());
}

TEST(Gazetteer, AMissingFolderIsAnError) { EXPECT_FALSE(Gazetteer::load("/nonexistent", *vocabulary())); }

}  // namespace
}  // namespace smarttag::language
