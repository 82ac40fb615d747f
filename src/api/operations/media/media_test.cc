#include "api/operations/media/media.h"

#include "api/operations/testing/operation_test.h"

namespace smarttag::api {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kUrl = "http://127.0.0.1/news.mp4";

class MediaOperations : public OperationTest {
 protected:
  static Json with(const Json& more = Json::object()) {
    Json parameters = {{"InputURL", kUrl}};
    parameters.update(more);
    return parameters;
  }
  std::string add(const Json& more = Json::object()) {
    return answer(register_media_info(), with(more))["MediaId"];
  }
  std::string refusal(const Json& more) { return error(register_media_info(), with(more)); }
  Json basic(const std::string& id) {
    return answer(get_media_info(), {{"MediaId", id}})["MediaInfo"]["MediaBasicInfo"];
  }
  static std::string url(int number) { return "http://127.0.0.1/" + std::to_string(number) + ".mp4"; }
};

TEST_F(MediaOperations, RegisterWhatWasSentAndInventNothing) {
  const auto id = add({{"Title", "News"},
                       {"Description", "of today"},
                       {"MediaTags", "a, b"},
                       {"CoverURL", "http://127.0.0.1/c.jpg"},
                       {"UserData", "{}"},
                       {"ReferenceId", "ref-001"},
                       {"CateId", 5},
                       {"BusinessType", "opening"}});
  const Json expected = {
      {"MediaInfo",
       {{"MediaId", id},
        {"MediaBasicInfo",
         {{"MediaId", id},
          {"InputURL", kUrl},
          {"Title", "News"},
          {"BusinessType", "opening"},
          {"Source", "general"},
          {"Status", "Normal"},
          {"CreateTime", "2023-11-14T22:13:20Z"},
          {"ModifiedTime", "2023-11-14T22:13:20Z"},
          {"MediaType", "video"},
          {"CoverURL", "http://127.0.0.1/c.jpg"},
          {"Description", "of today"},
          {"UserData", "{}"},
          {"CateId", 5},
          {"MediaTags", "a,b"},
          {"ReferenceId", "ref-001"}}},
        {"FileInfoList",
         Json::array({{{"FileBasicInfo", {{"FileUrl", kUrl}, {"FileName", "news.mp4"}}}}})}}}};
  EXPECT_EQ(answer(get_media_info(), {{"MediaId", id}}), expected);
  EXPECT_EQ(answer(get_media_info(), {{"InputURL", kUrl}}), expected);
}

TEST_F(MediaOperations, NameWhatHasNoTitleAfterItsTime) {
  const auto info = basic(add());
  EXPECT_EQ(info["Title"], "Media of 2023-11-14T22:13:20Z");
  EXPECT_EQ(info["BusinessType"], "general");
}

TEST_F(MediaOperations, RegisterAUrlOnceUnlessOverwritten) {
  const auto id = add({{"Title", "old"}});
  EXPECT_THAT(refusal({{"Title", "new"}}), StartsWith("Conflict: This InputURL is registered already"));
  EXPECT_EQ(add({{"Title", "new"}, {"Overwrite", true}}), id);
  EXPECT_EQ(basic(id)["Title"], "new");
}

TEST_F(MediaOperations, RegisterATokenOnce) {
  const auto id = add({{"ClientToken", "token-1"}});
  EXPECT_EQ(add({{"ClientToken", "token-1"}}), id);
  EXPECT_EQ(answer(list_media_basic_infos(), Json::object())["TotalCount"], 1);
}

TEST_F(MediaOperations, ChangeOnlyInWhatIsSent) {
  const auto id = add({{"Title", "old"}, {"MediaTags", "a"}, {"ClientToken", "token-1"}});
  clock_.turn(std::chrono::seconds{1});
  answer(update_media_info(), {{"MediaId", id}, {"Description", "d"}, {"Category", "c"}});
  auto info = basic(id);
  EXPECT_EQ(info["Title"], "old");
  EXPECT_EQ(info["Description"], "d");
  EXPECT_EQ(info["Category"], "c");
  EXPECT_EQ(info["MediaTags"], "a");
  EXPECT_EQ(info["MediaType"], "video");
  EXPECT_EQ(info["ModifiedTime"], "2023-11-14T22:13:21Z");
  answer(update_media_info(), {{"InputURL", kUrl}, {"MediaTags", "a,b"}, {"AppendTags", true}});
  EXPECT_EQ(basic(id)["MediaTags"], "a,b");
  answer(update_media_info(), {{"InputURL", kUrl}, {"MediaTags", "c"}});
  EXPECT_EQ(basic(id)["MediaTags"], "c");
}

TEST_F(MediaOperations, GetSeveralAndNameThoseThatAreNot) {
  const auto id = add({{"CateId", 5}, {"ReferenceId", "ref-001"}});
  const auto got =
      answer(batch_get_media_infos(), {{"MediaIds", id + ",none"}, {"AdditionType", "FileInfo"}});
  EXPECT_EQ(got["IgnoredList"], Json::array({"none"}));
  ASSERT_EQ(got["MediaInfos"].size(), 1U);
  EXPECT_EQ(got["MediaInfos"][0]["MediaId"], id);
  EXPECT_EQ(got["MediaInfos"][0]["FileInfoList"][0]["FileBasicInfo"]["FileName"], "news.mp4");
  EXPECT_FALSE(answer(batch_get_media_infos(), {{"MediaIds", id}})["MediaInfos"][0].contains("FileInfoList"));
  EXPECT_EQ(error(batch_get_media_infos(), Json::object()), "Usage: MediaIds is mandatory for this action.");
  EXPECT_THAT(error(batch_get_media_infos(), {{"MediaIds", id}, {"AdditionType", "All"}}),
              HasSubstr("AdditionType must name"));
}

TEST_F(MediaOperations, ListInPagesByTimeAndKind) {
  for (int i = 0; i < 3; ++i) {
    add({{"InputURL", url(i)}, {"MediaType", i == 0 ? "audio" : "video"}});
    clock_.turn(std::chrono::seconds{1});
  }
  const auto list = [&](const Json& parameters) { return answer(list_media_basic_infos(), parameters); };
  const auto first = list({{"MaxResults", 2}, {"IncludeFileBasicInfo", true}});
  ASSERT_EQ(first["MediaInfos"].size(), 2U);
  EXPECT_EQ(first["TotalCount"], 3);
  EXPECT_EQ(first["MediaInfos"][0]["FileInfoList"][0]["FileBasicInfo"]["FileUrl"], url(2));
  const auto second = list({{"MaxResults", 2}, {"NextToken", first["NextToken"]}});
  ASSERT_EQ(second["MediaInfos"].size(), 1U);
  EXPECT_EQ(second["NextToken"], "");
  EXPECT_EQ(list({{"SortBy", "asc"}})["MediaInfos"][0]["MediaBasicInfo"]["InputURL"], url(0));
  EXPECT_EQ(list({{"MediaType", "audio"}})["TotalCount"], 1);
  EXPECT_EQ(list({{"Source", "oss"}})["TotalCount"], 0);
  // After the start, at the end at the latest.
  EXPECT_EQ(list({{"StartTime", "2023-11-14T22:13:20Z"}, {"EndTime", "2023-11-14T22:13:22Z"}})["TotalCount"],
            2);
}

TEST_F(MediaOperations, ForgetByIdAndUrl) {
  const auto id = add();
  add({{"InputURL", url(1)}});
  const auto gone =
      answer(delete_media_infos(), {{"MediaIds", id + ",none"}, {"InputURLs", url(1) + "," + url(2)}});
  EXPECT_EQ(gone["IgnoredList"], Json::array({"none", url(2)}));
  EXPECT_EQ(gone["ForbiddenList"], Json::array());
  EXPECT_EQ(answer(list_media_basic_infos(), Json::object())["TotalCount"], 0);
  EXPECT_THAT(error(delete_media_infos(), Json::object()), HasSubstr("MediaIds or InputURLs is mandatory"));
  EXPECT_THAT(error(delete_media_infos(), {{"MediaIds", id}, {"DeletePhysicalFiles", true}}),
              HasSubstr("never deletes the files"));
}

TEST_F(MediaOperations, RefuseUrlsThatCannotBeInputs) {
  for (const auto* bad :
       {"vod://20b48fb04483915d4f2cd8ac", "no url", "file:///etc/passwd", "http://10.0.0.1/a"})
    EXPECT_NE(refusal({{"InputURL", bad}}), "") << bad;
  EXPECT_EQ(answer(list_media_basic_infos(), Json::object())["TotalCount"], 0);
}

TEST_F(MediaOperations, RefuseWhatIsOutOfBounds) {
  EXPECT_THAT(refusal({{"Title", std::string(129, 't')}}), HasSubstr("Title may have 128 bytes at most"));
  EXPECT_THAT(refusal({{"CoverURL", std::string(129, 'c')}}), HasSubstr("128 bytes at most"));
  EXPECT_THAT(refusal({{"Description", std::string(1025, 'd')}}), HasSubstr("1024 bytes at most"));
  EXPECT_THAT(refusal({{"UserData", std::string(1025, 'd')}}), HasSubstr("1024 bytes at most"));
  EXPECT_THAT(refusal({{"MediaTags", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17"}}),
              HasSubstr("MediaTags may have 16 items at most; this one has 17."));
  EXPECT_THAT(refusal({{"MediaTags", std::string(33, 't')}}), HasSubstr("more than 32 bytes"));
  EXPECT_THAT(refusal({{"ReferenceId", "short"}}), HasSubstr("6 to 64 letters"));
  EXPECT_THAT(refusal({{"ReferenceId", "with space"}}), HasSubstr("6 to 64 letters"));
  EXPECT_THAT(refusal({{"MediaType", "film"}}), HasSubstr("MediaType must be one of"));
  EXPECT_THAT(refusal({{"MediaType", "text"}}), HasSubstr("MediaType text needs a BusinessType"));
  EXPECT_THAT(refusal({{"BusinessType", "film"}}), HasSubstr("BusinessType must be one of"));
}

TEST_F(MediaOperations, RefuseWhatWouldBeDoneAtRegistration) {
  EXPECT_THAT(refusal({{"SmartTagTemplateId", "S00000103-000002"}}), HasSubstr("not supported yet"));
  EXPECT_THAT(refusal({{"WorkflowId", "w"}}), HasSubstr("no workflows"));
  EXPECT_THAT(refusal({{"RegisterConfig", R"({"NeedSprite":"true"})"}}), HasSubstr("NeedSprite is not"));
  EXPECT_THAT(refusal({{"RegisterConfig", R"({"SearchLibName":"x"})"}}), HasSubstr("SearchLibName is not"));
  EXPECT_EQ(refusal({{"RegisterConfig", R"({"NeedSprite":"false","NeedSnapshot":false})"}}), "");
}

TEST_F(MediaOperations, KeepReferencesUnique) {
  add({{"ReferenceId", "ref-001"}});
  const auto other = add({{"InputURL", url(1)}});
  EXPECT_THAT(refusal({{"InputURL", url(2)}, {"ReferenceId", "ref-001"}}), StartsWith("Conflict: "));
  EXPECT_THAT(error(update_media_info(), {{"MediaId", other}, {"Title", "t"}, {"ReferenceId", "ref-001"}}),
              StartsWith("Conflict: "));
  EXPECT_NE(basic(other)["Title"], "t");
}

TEST_F(MediaOperations, KnowOnlyTheCallersMedia) {
  const auto id = add();
  const Json named = {{"MediaId", id}};
  EXPECT_THAT(error(get_media_info(), named, kBob), StartsWith("NotFound: "));
  EXPECT_THAT(error(get_media_info(), {{"InputURL", kUrl}}, kBob), StartsWith("NotFound: "));
  EXPECT_THAT(error(update_media_info(), {{"MediaId", id}, {"Title", "t"}}, kBob), StartsWith("NotFound: "));
  EXPECT_EQ(answer(delete_media_infos(), {{"MediaIds", id}}, kBob)["IgnoredList"], Json::array({id}));
  EXPECT_EQ(answer(batch_get_media_infos(), {{"MediaIds", id}}, kBob)["MediaInfos"], Json::array());
  EXPECT_EQ(basic(id)["MediaId"], id);
  EXPECT_THAT(error(get_media_info(), Json::object()), StartsWith("Usage: MediaId or InputURL"));
}

}  // namespace
}  // namespace smarttag::api
