#include "results/schema/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::results {
namespace {

using ::testing::HasSubstr;

std::string fault(std::string_view type, std::string_view text) {
  const auto checked = check_values(type, text);
  return checked ? "" : checked.error().client.text;
}

std::string fault_of_segment(const std::string& content, const std::string& times = R"("from":0,"to":1)") {
  return fault("ASR", R"({"details":[{"from":0,"to":1,"content":"a"},{)" + times + R"(,"content":")" +
                          content + "\"}]}");
}

TEST(Values, OfEveryKindOfResultAreTaken) {
  EXPECT_EQ(fault_of_segment("Tom & Jerry: 1 > 0\\t你好"), "");
  EXPECT_EQ(
      fault("NLP",
            R"({"summarization":{"paragraphSummary":"One.\n\nTwo."},"autoChapters":[{"start":0,"end":1}]})"),
      "");
  EXPECT_EQ(
      fault("OCR",
            R"({"details":[{"timestamp":1,"info":[{"position":{"leftTop":[1,2],"rightBottom":[1,2]}}]}]})"),
      "");
  EXPECT_EQ(fault("NLP", R"({"autoChapters":[{"start":0,"end":3600000000}]})"), "") << "milliseconds";
}

TEST(Values, TimesThatAreNoneAreRefusedInAllResults) {
  EXPECT_THAT(fault_of_segment("b", R"("from":0,"to":1e300)"),
              HasSubstr("#/details/1/to is a time beyond 1,000 hours"));
  EXPECT_THAT(fault_of_segment("b", R"("from":2,"to":1)"), HasSubstr("#/details/1 begins after its end"));
  EXPECT_THAT(fault("OCR", R"({"details":[{"timestamp":1e9,"info":[]}]})"),
              HasSubstr("#/details/0/timestamp"));
  EXPECT_THAT(fault("VideoLabel", R"({"tags":[{"occurrences":[{"from":2,"to":1}]}]})"),
              HasSubstr("#/tags/0/occurrences/0 begins after its end"));
  EXPECT_THAT(fault("CPVLabel", R"({"cates":[{"detailInfo":[{"startTime":2,"endTime":1}]}]})"),
              HasSubstr("#/cates/0/detailInfo/0 begins after"));
  EXPECT_THAT(fault("NLP", R"({"autoChapters":[{"start":5,"end":4}]})"),
              HasSubstr("#/autoChapters/0 begins after"));
}

TEST(Values, TextsThatWouldBreakASubtitleFileAreRefused) {
  for (const auto* text : {"a\\nb", "a\\r", "a\\u0000b", "a\\u2028b", "a\\u0085b"})
    EXPECT_THAT(fault_of_segment(text), HasSubstr("#/details/1/content has a line break or another control"))
        << text;
  EXPECT_THAT(fault_of_segment(" "), HasSubstr("#/details/1/content is blank"));
  EXPECT_THAT(fault_of_segment("00:00:01,000 --> 00:00:02,000"), HasSubstr("times of a cue"));
  EXPECT_THAT(fault("Meta", R"({"title":"a\u001b[2Jb"})"), HasSubstr("#/title has a control character"));
}

TEST(Values, BoxesWithExchangedCornersAreRefused) {
  EXPECT_THAT(fault("OCR", R"({"details":[{"info":[{"position":{"leftTop":[5,2],"rightBottom":[1,9]}}]}]})"),
              HasSubstr("#/details/0/info/0/position has a box"));
  EXPECT_THAT(fault("CPVLabel", R"({"entities":[{"detailInfo":[{"trackData":[{"bbox":[1,9,2,3]}]}]}]})"),
              HasSubstr("trackData/0 has a box"));
}

TEST(Values, AByteOrderMarkIsRefused) {
  EXPECT_THAT(fault("ASR", "\xef\xbb\xbf{\"details\":[]}"), HasSubstr("byte order mark"));
}

}  // namespace
}  // namespace smarttag::results
