#include <gtest/gtest.h>

#include "results/asr.h"
#include "results/image_label.h"
#include "results/job.h"
#include "results/meta.h"
#include "results/ocr.h"
#include "results/subtitle.h"
#include "results/video_label.h"

namespace smarttag::results {
namespace {

template <class T>
void expect_round_trip(const T& value, const std::string& text) {
  EXPECT_EQ(dump(Json(value)), text);
  const auto back = read<T>(text);
  ASSERT_TRUE(back) << back.error().client.text;
  EXPECT_EQ(dump(Json(*back)), text);
}

TEST(Results, AsrKeepsTheOrderAndUnitsOfTheSpecification) {
  expect_round_trip(Asr{{{0.12345, 2.5, "你好"}}},
                    R"({"details":[{"from":0.123,"to":2.5,"content":"你好"}]})");
}

TEST(Results, Ocr) {
  expect_round_trip(
      Ocr{{{1.5, {{0.98765, {{1, 2}, {30, 40}}, "LIVE"}}}}},
      R"({"details":[{"timestamp":1.5,"info":[{"score":0.9877,"position":{"leftTop":[1,2],"rightBottom":[30,40]},"content":"LIVE"}]}]})");
}

TEST(Results, Meta) { expect_round_trip(Meta{"a \"title\""}, R"({"title":"a \"title\""})"); }

TEST(Results, Subtitle) {
  expect_round_trip(Subtitle{{{"a", "", "c"}}},
                    R"({"details":[{"allResultUrl":"a","chResultUrl":"","engResultUrl":"c"}]})");
}

TEST(Results, VideoLabel) {
  VideoLabel label;
  label.persons.push_back({"person-1", "unknown", 0.5, {{0.9, 0, 5, {{1, 2}, {3, 4}}, 1, "closeUp"}}});
  label.tags.push_back({"Object", "car", 0.25, {{0.7, 1, 2}}});
  expect_round_trip(
      label,
      R"({"persons":[{"name":"person-1","category":"unknown","ratio":0.5,"occurrences":[{"score":0.9,"from":0.0,"to":5.0,"position":{"leftTop":[1,2],"rightBottom":[3,4]},"timestamp":1.0,"scene":"closeUp"}]}],"tags":[{"mainTagName":"Object","subTagName":"car","ratio":0.25,"occurrences":[{"score":0.7,"from":1.0,"to":2.0}]}],"classifications":[]})");
}

TEST(Results, ImageLabel) {
  expect_round_trip(
      ImageLabel{{{"person-1", "unknown", 0.9, {{1, 2}, {3, 4}}, "medium"}}, {{"Scene", "beach", 0.8}}},
      R"({"persons":[{"name":"person-1","category":"unknown","score":0.9,"position":{"leftTop":[1,2],"rightBottom":[3,4]},"scene":"medium"}],"tags":[{"mainTagName":"Scene","subTagName":"beach","score":0.8}]})");
}

TEST(Results, AMissingFieldOrAWrongTypeIsAnError) {
  EXPECT_FALSE(read<Asr>(R"({"details":[{"from":0,"content":"x"}]})"));
  EXPECT_FALSE(read<Meta>(R"({"title":7})"));
  EXPECT_FALSE(read<Meta>("{"));
  EXPECT_FALSE(read<Meta>("[]"));
}

TEST(Results, TextThatIsNotUtf8DoesNotThrow) {
  EXPECT_EQ(dump(Json(Meta{"a\xff"})), "{\"title\":\"a\xef\xbf\xbd\"}");
}

TEST(Results, BoxesRoundOutwardsAndAreNeverNegative) {
  EXPECT_EQ(position_of({-3.2F, 0.4F, 10.1F, 20.9F}), (Position{{0, 0}, {11, 21}}));
}

TEST(Results, OnlyAFailedJobCarriesAReason) {
  Job job{"id", "Success", "", "R", {typed(Meta{"t"})}, {{"image", 1}}, {}};
  EXPECT_EQ(
      dump(Json(job)),
      R"({"JobId":"id","JobStatus":"Success","UserData":"","RequestId":"R","Results":{"Result":[{"Type":"Meta","Data":"{\"title\":\"t\"}"}]},"Usages":{"Usage":[{"Type":"image","Quota":1}]}})");
  job.error = Error{ErrorKind::kInputMissing, {"No such file."}, {}};
  EXPECT_EQ(Json(job)["Code"], "InputMissing");
  EXPECT_EQ(Json(job)["Message"], "No such file.");
}

}  // namespace
}  // namespace smarttag::results
