#include "cli/finished/page.h"
#include "base/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::cli {
namespace {

const std::filesystem::path kData = home_folder() / "data";

std::string made(const std::string& name, const std::vector<results::TypedResult>& results) {
  media::MediaInfo media;
  media.duration = 10;
  const auto text = page(name, media, results, {{{0, 10, "", 0}}, {}, {"\xff\xd8jpeg"}},
                         {{{"dog", {{1, 2.5}}}}, {{"speaker-1", {{3, 4}}}}}, kData);
  EXPECT_TRUE(text);
  return text ? *text : "";
}

TEST(Page, HoldsItsDataAndPictures) {
  const auto text = made("a.mp4", {{"ASR", R"({"details":[{"from":1,"to":2,"content":"hello there"}]})"}});
  EXPECT_THAT(text, testing::HasSubstr("hello there"));
  EXPECT_THAT(text, testing::HasSubstr("\"images\":[\"/9hqcGVn\"]"));
  EXPECT_THAT(text, testing::HasSubstr(R"("sounds":[{"name":"dog","spans":[[1.0,2.5]]}])"));
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("@DATA@")));
}

TEST(Page, NothingThatWasReadCanEndTheScript) {
  const auto text =
      made("</script><b>.mp4", {{"ASR", R"({"details":[{"from":1,"to":2,"content":"<!--<script>"}]})"}});
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("</script><b>")));
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("<!--<script>")));
}

TEST(Page, LoadsNothing) {
  EXPECT_THAT(made("a.mp4", {}), testing::Not(testing::ContainsRegex("(src|href)=\"?https?:")));
}

TEST(Page, AMissingPageIsADefectOfTheInstallation) {
  const auto text = page("a", {}, {}, {}, {}, "/no/such/folder");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().kind, ErrorKind::kInternal);
}

TEST(Page, AResultThatDoesNotParseIsAnError) { EXPECT_FALSE(page("a", {}, {{"ASR", "{"}}, {}, {}, kData)); }

}  // namespace
}  // namespace smarttag::cli
