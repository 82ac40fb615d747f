#include "api/operations/hotwords/hotwords.h"

#include "api/operations/testing/operation_test.h"

namespace smarttag::api {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Hotwords : public OperationTest {
 protected:
  static Json with(const Json& hotwords, const std::string& scenario = "ASR") {
    return {{"Name", "names"}, {"UsageScenario", scenario}, {"Hotwords", hotwords}};
  }
  static Json word(const std::string& text, const Json& more = Json::object()) {
    Json hotword = {{"Text", text}};
    hotword.update(more);
    return Json::array({hotword});
  }
  std::string create(const std::string& name = "names", const std::string& scenario = "ASR") {
    auto sent = with(word("Ada"), scenario);
    sent["Name"] = name;
    return answer(create_hotword_library(), sent)["HotwordLibraryId"];
  }
  Json get(const std::string& id) { return answer(get_hotword_library(), {{"HotwordLibraryId", id}}); }
  Json list(const Json& parameters = Json::object()) { return answer(list_hotword_libraries(), parameters); }
  std::string refusal(const Json& hotwords, const std::string& scenario = "ASR") {
    return error(create_hotword_library(), with(hotwords, scenario));
  }
};

TEST_F(Hotwords, AreKeptAsTheyWereSent) {
  const Json words = Json::array({{{"Text", "拉夫莱斯"}, {"Language", "zh"}, {"Weight", 5}},
                                  {{"Text", "Ada Lovelace"}, {"Language", "en"}, {"Weight", -6}}});
  auto sent = with(words);
  sent["Description"] = "of persons";
  const std::string id = answer(create_hotword_library(), sent)["HotwordLibraryId"];
  const Json expected = {{"HotwordLibraryId", id},      {"Name", "names"},
                         {"Description", "of persons"}, {"UsageScenario", "ASR"},
                         {"Hotwords", words},           {"CreationTime", "2023-11-14T22:13:20Z"}};
  EXPECT_EQ(get(id), expected);
}

TEST_F(Hotwords, ForTranslationHaveTranslations) {
  const auto words =
      word(std::string(100, 'a'),
           {{"Language", "fr"},
            {"TranspositionResultList", Json::array({{{"TargetLanguage", "de"}, {"TranslatedText", "b"}}})}});
  const std::string id =
      answer(create_hotword_library(), with(words, "VideoTranslation"))["HotwordLibraryId"];
  EXPECT_EQ(get(id)["Hotwords"], words);
  EXPECT_THAT(refusal(words), HasSubstr("Hotwords.1: Language must be one of: zh, en."));
}

TEST_F(Hotwords, ChangeOnlyInWhatIsSent) {
  const auto id = create();
  clock_.turn(std::chrono::seconds{1});
  EXPECT_EQ(answer(update_hotword_library(), {{"HotwordLibraryId", id}, {"Name", "new"}})["Success"], id);
  EXPECT_EQ(get(id)["Name"], "new");
  EXPECT_EQ(get(id)["Hotwords"], word("Ada"));
  answer(update_hotword_library(),
         {{"HotwordLibraryId", id}, {"Hotwords", word("Bob")}, {"Description", "d"}});
  EXPECT_EQ(get(id)["Hotwords"], word("Bob"));
  EXPECT_EQ(list()["HotwordLibraryList"][0]["ModifiedTime"], "2023-11-14T22:13:21Z");
}

TEST_F(Hotwords, AreListedByNameScenarioAndTime) {
  create("first");
  clock_.turn(std::chrono::seconds{10});
  create("second", "StructuredMediaAssets");
  EXPECT_EQ(list()["TotalCount"], 2);
  EXPECT_EQ(list({{"Name", "fir"}})["TotalCount"], 1);
  EXPECT_EQ(list({{"UsageScenario", "StructuredMediaAssets"}})["TotalCount"], 1);
  EXPECT_EQ(list({{"StartTime", "2023-11-14T22:13:21Z"}})["TotalCount"], 1);
  EXPECT_EQ(list({{"EndTime", "2023-11-14T22:13:20Z"}})["TotalCount"], 1);
  EXPECT_EQ(list({{"StartTime", "2023-11-14T22:13:20Z"}, {"EndTime", "2023-11-14T22:13:30Z"}})["TotalCount"],
            2);
}

TEST_F(Hotwords, AreListedInPages) {
  for (const auto* name : {"1", "2", "3"}) create(name);
  const auto first = list({{"MaxResults", 2}});
  ASSERT_EQ(first["HotwordLibraryList"].size(), 2U);
  EXPECT_EQ(first["MaxResults"], 2);
  const auto second = list({{"MaxResults", 2}, {"NextToken", first["NextToken"]}});
  ASSERT_EQ(second["HotwordLibraryList"].size(), 1U);
  EXPECT_EQ(second["HotwordLibraryList"][0]["Name"], "1");
  EXPECT_EQ(second["NextToken"], "");
}

TEST_F(Hotwords, HaveBounds) {
  EXPECT_EQ(refusal(word("一二三四五六七八九十一二三四五")), "");
  EXPECT_THAT(refusal(word("一二三四五六七八九十一二三四五六")),
              HasSubstr("Hotwords.1: Text may have 15 characters at most"));
  EXPECT_EQ(refusal(word("a b c d e f g h i j")), "");
  EXPECT_THAT(refusal(word("a b c d e f g h i j k")), HasSubstr("Text may have 10 English words at most"));
  EXPECT_THAT(refusal(word("a", {{"Weight", 6}})), HasSubstr("Weight must be a whole number from -6 to 5."));
  EXPECT_THAT(refusal(word("a", {{"Weight", -7}})), HasSubstr("Weight must be a whole number from -6 to 5."));
  EXPECT_THAT(refusal(word("")), HasSubstr("Hotwords.1: Text is mandatory."));
  EXPECT_THAT(refusal(word(" \t")), HasSubstr("Hotwords.1: Text must hold a word."));
  EXPECT_THAT(refusal(Json::array()), HasSubstr("at least one word"));
  EXPECT_THAT(refusal(word("a", {{"TranspositionResultList", Json::array({{{"TargetLanguage", "de"}}})}})),
              HasSubstr("is for the scenario VideoTranslation alone"));
}

TEST_F(Hotwords, Are300AtMost) {
  auto words = Json::array();
  for (int i = 0; i < 300; ++i) words.push_back({{"Text", std::to_string(i)}});
  EXPECT_EQ(refusal(words), "");
  words.push_back({{"Text", "more"}});
  EXPECT_EQ(refusal(words), "Usage: Hotwords may have 300 items at most; this one has 301.");
}

TEST_F(Hotwords, OfUnknownScenariosAndLongNamesAreRefused) {
  EXPECT_THAT(refusal(word("a"), "NLP"), HasSubstr("UsageScenario must be one of"));
  auto sent = with(word("a"));
  sent["Name"] = std::string(101, 'n');
  EXPECT_THAT(error(create_hotword_library(), sent), HasSubstr("100 characters at most"));
  sent["Name"] = "n";
  sent["Description"] = std::string(201, 'd');
  EXPECT_THAT(error(create_hotword_library(), sent), HasSubstr("200 characters at most"));
  EXPECT_THAT(error(list_hotword_libraries(), {{"StartTime", "yesterday"}}),
              HasSubstr("StartTime must be a time in UTC"));
}

TEST_F(Hotwords, OfOthersAreNotFound) {
  const auto id = create();
  const Json named = {{"HotwordLibraryId", id}};
  for (const auto& operation : {get_hotword_library(), update_hotword_library(), delete_hotword_library()})
    EXPECT_THAT(error(operation, named, kBob), StartsWith("NotFound: ")) << operation.name;
  EXPECT_EQ(answer(list_hotword_libraries(), Json::object(), kBob)["TotalCount"], 0);
  EXPECT_EQ(answer(delete_hotword_library(), named)["Success"], true);
  EXPECT_THAT(error(get_hotword_library(), named), StartsWith("NotFound: "));
  EXPECT_THAT(error(delete_hotword_library(), Json::object()), StartsWith("Usage: HotwordLibraryId"));
}

TEST_F(Hotwords, EmptyListOfTranslationsIsNone) {
  const Json word = {{"Text", "hello"}, {"Language", "en"}, {"TranspositionResultList", Json::array()}};
  const Json sent = {{"Name", "n"}, {"UsageScenario", "ASR"}, {"Hotwords", Json::array({word})}};
  EXPECT_EQ(error(create_hotword_library(), sent), "");
}

}  // namespace
}  // namespace smarttag::api
