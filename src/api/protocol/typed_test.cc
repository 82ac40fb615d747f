#include "api/protocol/typed.h"

#include <gmock/gmock.h>
#include <pugixml.hpp>

#include "api/protocol/answer.h"

namespace smarttag::api {
namespace {

using results::Json;
using ::testing::HasSubstr;

const std::vector<Field>& fields() {
  static const std::vector<Field> all{
      {"JobId", FieldType::kText, true},
      {"Params"},
      {"PageSize", FieldType::kInteger},
      {"Deep", FieldType::kBoolean},
      {"Input", FieldType::kObject, false, {}, {{"Type"}, {"Media", FieldType::kText, true}}},
      {"Hotwords", FieldType::kList, false, {}, {{"Text"}, {"Weight", FieldType::kInteger}}},
      {"Tags", FieldType::kList},
  };
  return all;
}

http::Request query(const std::string& text) { return {"GET", "/", text, {}, {}, {}, {}}; }

http::Request json_body(const std::string& text) {
  return {"POST", "/", "", {{"content-type", "application/json; charset=utf-8"}}, text, {}, {}};
}

Checked<Json> read(const http::Request& request) {
  auto parameters = read_parameters(request);
  if (!parameters) return tl::unexpected(parameters.error());
  if (auto bad = read_json_body(request, *parameters)) return tl::unexpected(*bad);
  return typed(fields(), *parameters);
}

// "Code: message", or the object that was read.
std::string outcome(const http::Request& request) {
  const auto object = read(request);
  return object ? object->dump() : object.error().code + ": " + object.error().message;
}

TEST(Typed, TakesNestedNames) {
  EXPECT_EQ(outcome(query("JobId=j&Input.Type=URL&Input.Media=http%3A%2F%2Fa%2Fb&PageSize=7&Deep=True")),
            R"({"JobId":"j","PageSize":7,"Deep":true,"Input":{"Type":"URL","Media":"http://a/b"}})");
  EXPECT_EQ(
      outcome(query("JobId=j&Hotwords.2.Text=b&Hotwords.1.Text=a&Hotwords.10.Weight=5&Tags.1=x&Tags.2=y")),
      R"({"JobId":"j","Hotwords":[{"Text":"a"},{"Text":"b"},{"Weight":5}],"Tags":["x","y"]})");
}

TEST(Typed, TakesJsonInATextAsSdksSendIt) {
  EXPECT_EQ(
      outcome(query("JobId=j&Input=%7B%22Type%22%3A%22URL%22%2C%22Media%22%3A%22m%22%2C%22More%22%3A1%7D")),
      R"({"JobId":"j","Input":{"Type":"URL","Media":"m"}})");
  EXPECT_EQ(outcome(query("JobId=j&Hotwords=%5B%7B%22Text%22%3A%22a%22%2C%22Weight%22%3A%225%22%7D%5D")),
            R"({"JobId":"j","Hotwords":[{"Text":"a","Weight":5}]})");
  EXPECT_EQ(outcome(query("JobId=j&Params=%7B%7D&Unknown=1&PageSize=")), R"({"JobId":"j","Params":"{}"})");
}

TEST(Typed, TakesFormsAndJsonBodies) {
  http::Request form = query("JobId=j");
  form.body = "PageSize=3&Params=a+b";
  form.headers.push_back({"content-type", "application/x-www-form-urlencoded; charset=UTF-8"});
  EXPECT_EQ(outcome(form), R"({"JobId":"j","Params":"a b","PageSize":3})");
  EXPECT_EQ(
      outcome(json_body(R"({"JobId":"j","PageSize":3,"Params":{"a":1},"Input":{"Media":"m"},"Tags":["x"]})")),
      R"({"JobId":"j","Params":"{\"a\":1}","PageSize":3,"Input":{"Media":"m"},"Tags":["x"]})");
  EXPECT_EQ(outcome(json_body(R"({"JobId":"j","PageSize":"3","Input":"{\"Media\":\"m\"}","Deep":null})")),
            R"({"JobId":"j","PageSize":3,"Input":{"Media":"m"}})");
}

TEST(Typed, WhatIsMissingIsNamed) {
  EXPECT_EQ(outcome(query("")), "MissingJobId: JobId is mandatory for this action.");
  EXPECT_EQ(outcome(query("JobId=")), "MissingJobId: JobId is mandatory for this action.");
  EXPECT_EQ(outcome(query("JobId=j&Input.Type=URL")),
            "MissingInput.Media: Input.Media is mandatory for this action.");
  EXPECT_EQ(outcome(json_body(R"({"JobId":null})")), "MissingJobId: JobId is mandatory for this action.");
}

TEST(Typed, WrongTypesNameTheField) {
  for (const std::string bad : {"x", "1.5", "99999999999999999999", "0x10", "%2B1", "1%20"})
    EXPECT_EQ(outcome(query("JobId=j&PageSize=" + bad)),
              "InvalidParameter: PageSize must be a whole number.");
  EXPECT_EQ(outcome(query("JobId=j&Deep=yes")), "InvalidParameter: Deep must be true or false.");
  EXPECT_EQ(
      outcome(query("JobId=j&Input=text")),
      "InvalidParameter: Input must be a JSON object. This is not JSON: line 1, column 2: a value must be "
      "true, false, null, a number, a text in double quotes, a list or an object.");
  EXPECT_EQ(outcome(query("JobId=j&Tags=%7B%7D")), "InvalidParameter: Tags must be a JSON array.");
  EXPECT_THAT(outcome(query("JobId=j&Tags.x=1")), HasSubstr("InvalidParameter: Tags.x"));
  EXPECT_THAT(outcome(query("JobId=j&Tags.0=1")), HasSubstr("numbered from 1"));
  EXPECT_THAT(outcome(query("JobId=j&Tags.1001=1")), HasSubstr("numbered from 1"));
  EXPECT_THAT(outcome(query("JobId=j&Hotwords.1.Weight=x")), HasSubstr("Hotwords.1.Weight must be"));
  EXPECT_THAT(outcome(json_body(R"({"JobId":"j","PageSize":18446744073709551615})")), HasSubstr("64 bits"));
  EXPECT_THAT(outcome(json_body(R"({"JobId":"j","PageSize":[1]})")), HasSubstr("whole number"));
  EXPECT_THAT(outcome(json_body(R"({"JobId":"a\u0000b"})")), HasSubstr("NUL"));
}

TEST(Parameters, WhatCannotBeReadIsRefused) {
  EXPECT_THAT(outcome(query("JobId=%zz")), HasSubstr("InvalidParameter: JobId"));
  EXPECT_THAT(outcome(query("JobId=%ff")), HasSubstr("UTF-8"));
  EXPECT_THAT(outcome(query("JobId=a%00b")), HasSubstr("UTF-8"));
  EXPECT_THAT(outcome(query("JobId=a&JobId=b")), HasSubstr("JobId is given twice"));
  EXPECT_THAT(outcome(json_body("[1]")), HasSubstr("JSON object"));
  EXPECT_THAT(outcome(json_body("{")),
              HasSubstr("The body cannot be read. This is not JSON: line 1, column 2: "));
  EXPECT_THAT(outcome(json_body("{\"a\":" + std::string(100000, '[') + std::string(100000, ']') + "}")),
              HasSubstr("This JSON is nested deeper than 32 levels."));
  http::Request both = json_body(R"({"JobId":"a"})");
  both.query = "JobId=b";
  EXPECT_THAT(outcome(both), HasSubstr("given twice"));
  http::Request multipart = json_body("x");
  multipart.headers.front().value = "multipart/form-data; boundary=x";
  EXPECT_THAT(outcome(multipart), HasSubstr("Send the body as"));
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "p" + std::to_string(i) + "=1&";
  EXPECT_THAT(outcome(query(many)), HasSubstr("too many"));
}

TEST(Format, FollowsTheWishAndElseTheSignature) {
  const auto xml = [](const http::Request& request) {
    return wants_xml(request, read_parameters(request).value());
  };
  EXPECT_TRUE(xml(query("Action=X")));
  EXPECT_FALSE(xml(query("Action=X&Format=json")));
  EXPECT_TRUE(xml(query("Action=X&Format=xml")));
  http::Request v3 = query("");
  v3.headers = {{"x-acs-action", "X"}};
  EXPECT_FALSE(xml(v3));
  v3.headers.push_back({"accept", "application/xml"});
  EXPECT_TRUE(xml(v3));
  v3.query = "Format=JSON";
  EXPECT_FALSE(xml(v3));
}

TEST(Answer, IsJsonOrXml) {
  const Json fields = Json::parse(
      R"({"Usages":{"Usage":[{"Type":"a<b>&","Quota":3},{"Type":"x\u0001","Quota":null}]},"Ok":true,"None":[]})");
  const auto json = success(fields, "QueryX", "ID", false);
  EXPECT_EQ(json.content_type, "application/json;charset=utf-8");
  EXPECT_THAT(json.body, ::testing::StartsWith(R"({"RequestId":"ID","Usages":)"));
  const auto xml = success(fields, "QueryX", "ID", true);
  EXPECT_EQ(xml.content_type, "text/xml;charset=utf-8");
  EXPECT_EQ(
      xml.body,
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><QueryXResponse><RequestId>ID</RequestId><Usages>"
      "<Usage><Type>a&lt;b&gt;&amp;</Type><Quota>3</Quota></Usage><Usage><Type>x\xEF\xBF\xBD</Type></Usage>"
      "</Usages><Ok>true</Ok></QueryXResponse>");
  EXPECT_THAT(to_xml("R", Json{{"1 bad<name", "v"}}), HasSubstr("<__bad_name>v</__bad_name>"));
}

TEST(Answer, XmlStaysWellFormedAndKeepsLineEnds) {
  const std::string odd =
      "a\r\nb\xEF\xBF\xBF"
      "c\xEF\xBF\xBE"
      "d\xff"
      "e]]>&amp;";
  const auto xml = to_xml("R", Json{{"Text", odd}});
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(xml.c_str(), pugi::parse_default | pugi::parse_eol)) << xml;
  const std::string bad = "\xEF\xBF\xBD";
  EXPECT_EQ(document.child("R").child_value("Text"), "a\r\nb" + bad + "c" + bad + "d" + bad + "e]]>&amp;");
}

TEST(Answer, ErrorsHaveTheEnvelope) {
  const auto json = refusal(missing("JobId"), "ID", "ice.test", false);
  EXPECT_EQ(json.status, 400);
  EXPECT_EQ(json.body,
            R"({"RequestId":"ID","HostId":"ice.test","Code":"MissingJobId",)"
            R"("Message":"JobId is mandatory for this action.","Recommend":"Give the parameter."})");
  const auto xml = refusal(failure(Error{ErrorKind::kNotFound, {"No such job."}}), "ID", "h", true);
  EXPECT_EQ(xml.status, 404);
  EXPECT_THAT(xml.body, HasSubstr("<Error><RequestId>ID</RequestId><HostId>h</HostId>"
                                  "<Code>ResourceNotFound</Code><Message>No such job.</Message>"));
}

}  // namespace
}  // namespace smarttag::api
