#include "api/endpoint.h"

#include <future>

#include <gmock/gmock.h>

#include "api/testing/endpoint_test.h"

namespace smarttag::api {
namespace {

using namespace std::chrono_literals;
using testing::EndpointTest;
using ::testing::HasSubstr;
using testing::Key;
using ::testing::Not;
using testing::sign_v3;
using testing::v2_request;
using testing::v3_request;

TEST_F(EndpointTest, ServesACallSignedByV3) {
  const auto response = ask({{"JobId", "j"}, {"Input.Type", "URL"}, {"PageSize", "3"}});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/json;charset=utf-8");
  EXPECT_EQ(response.body, R"({"RequestId":"REQUEST-ID","User":"ada",)"
                           R"("Said":{"JobId":"j","PageSize":3,"Input":{"Type":"URL"}}})");
}

TEST_F(EndpointTest, ServesACallSignedByV2InXml) {
  const auto response = send(v2_request(ada_, clock_.now(), "RepeatWords", {{"JobId", "a b+c"}}));
  EXPECT_EQ(response.body,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><RepeatWordsResponse><RequestId>REQUEST-ID</RequestId>"
            "<User>ada</User><Said><JobId>a b+c</JobId></Said></RepeatWordsResponse>");
  const auto json = send(v2_request(ada_, clock_.now(), "RepeatWords", {{"JobId", "j"}, {"Format", "json"}}));
  EXPECT_EQ(json.content_type, "application/json;charset=utf-8");
}

TEST_F(EndpointTest, TakesFormsUnderTheSignature) {
  auto request = v3_request(ada_, clock_.now(), "RepeatWords", {}, "JobId=from+form&Tags.1=x");
  EXPECT_THAT(send(request).body, HasSubstr(R"({"JobId":"from form","Tags":["x"]})"));
  request = v3_request(ada_, clock_.now(), "RepeatWords", {}, "JobId=1");
  request.body = "JobId=2";
  EXPECT_EQ(outcome(send(request)), "403 SignatureDoesNotMatch");
}

TEST_F(EndpointTest, SlowAndWritingOperationsRunElsewhere) {
  const auto here = std::to_string(std::hash<std::thread::id>()(std::this_thread::get_id()));
  for (const std::string action : {"SlowThread", "WritingThread"}) {
    const auto response = send(v3_request(ada_, clock_.now(), action, {}));
    EXPECT_EQ(response.status, 200);
    EXPECT_THAT(response.body, Not(HasSubstr(here))) << action;
  }
}

std::string rest_of(http::BodyStream& rest) {
  std::string all;
  while (true) {
    boost::asio::io_context context;
    auto next = boost::asio::co_spawn(context, rest.next(), boost::asio::use_future);
    context.run();
    const auto piece = next.get();
    if (piece.empty()) return all;
    all += piece;
  }
}

TEST_F(EndpointTest, SmallStoredTextsAreSentAtOnce) {
  must(store_->blobs().put("large-result", blobs::content_of("\"two\" & <words>")));
  const auto json = send(v3_request(ada_, clock_.now(), "StoredText", {{"Bytes", "15"}}));
  EXPECT_EQ(json.body, R"({"RequestId":"REQUEST-ID","Data":"\"two\" & <words>","More":"<&>"})");
  EXPECT_FALSE(json.rest);
  const auto xml = send(v2_request(ada_, clock_.now(), "StoredText", {{"Bytes", "15"}}));
  EXPECT_THAT(xml.body, HasSubstr("<Data>\"two\" &amp; &lt;words&gt;</Data><More>&lt;&amp;&gt;</More>"));
}

TEST_F(EndpointTest, LargeStoredTextsAreSentInPieces) {
  const std::string large(5'000'000, '"');
  must(store_->blobs().put("large-result", blobs::content_of(large)));
  const auto response = send(v3_request(ada_, clock_.now(), "StoredText", {{"Bytes", "5000000"}}));
  EXPECT_LT(response.body.size(), 1'000'000U);
  ASSERT_TRUE(response.rest);
  const auto json = must(results::parse(response.body + rest_of(*response.rest)));
  EXPECT_EQ(json["Data"].get<std::string>(), large);
  EXPECT_EQ(json["More"], "<&>");
}

TEST_F(EndpointTest, StoredTextsThatCannotBeReadAreARefusalOrACut) {
  const auto missing = send(v3_request(ada_, clock_.now(), "StoredText", {{"Bytes", "1"}}));
  EXPECT_EQ(outcome(missing), "503 ServiceUnavailable");
  must(store_->blobs().put("large-result", blobs::content_of(std::string(1'000'000, 'x'))));
  const auto cut = send(v3_request(ada_, clock_.now(), "StoredText", {{"Bytes", "1000001"}}));
  ASSERT_TRUE(cut.rest);
  EXPECT_THROW(rest_of(*cut.rest), std::runtime_error);
}

// Calls that wait for a server of the user's choice must not take all threads.
TEST_F(EndpointTest, SlowCallsOfOneUserLeaveRoomForOthers) {
  auto& gate = testing::gate();
  const auto waiting = [&](int calls) {
    std::unique_lock lock(gate.mutex);
    return gate.changed.wait_for(lock, 20s, [&] { return gate.waiting == calls; });
  };
  const Key bob = new_key("bob", std::string(access::kEverything));
  const auto call = [&](const Key& key) { return send(v3_request(key, clock_.now(), "SlowGate", {})); };
  auto first = std::async(std::launch::async, call, ada_);
  ASSERT_TRUE(waiting(1));
  const auto refused = call(ada_);
  EXPECT_EQ(outcome(refused), "400 Throttling.User");
  EXPECT_EQ(refused.headers.back().name, "x-acs-retry-after");
  auto of_another = std::async(std::launch::async, call, bob);
  EXPECT_TRUE(waiting(2));
  {
    const std::lock_guard lock(gate.mutex);
    gate.open = true;
  }
  gate.changed.notify_all();
  EXPECT_EQ(first.get().status, 200);
  EXPECT_EQ(of_another.get().status, 200);
  EXPECT_EQ(call(ada_).status, 200);
}

TEST_F(EndpointTest, ActionAndVersionComeFirst) {
  const auto plain = [&](const std::string& method, const std::string& query) {
    return outcome(send({method, "/", query + "&Format=JSON", {}, {}, "127.0.0.1", "ID"}));
  };
  EXPECT_EQ(plain("PUT", "Action=RepeatWords&Version=2020-11-09"), "403 UnsupportedHTTPMethod");
  EXPECT_EQ(plain("GET", "Version=2020-11-09"), "400 MissingAction");
  EXPECT_EQ(plain("GET", "Action=RepeatWords"), "400 MissingVersion");
  EXPECT_EQ(plain("GET", "Action=RepeatWords&Version=2014-05-26"), "400 NoSuchVersion");
  EXPECT_EQ(plain("GET", "Action=Absent&Version=2020-11-09"), "404 InvalidAction.NotFound");
  EXPECT_EQ(plain("GET", "Action=RepeatWords&Version=2020-11-09"), "400 MissingAccessKeyId");
  auto torn = v3_request(ada_, clock_.now(), "RepeatWords", {{"JobId", "j"}, {"Action", "SlowThread"}});
  EXPECT_EQ(outcome(send(torn)), "400 InvalidParameter");
}

TEST_F(EndpointTest, AnUnsignedRequestGetsNowhere) {
  auto request = v3_request(ada_, clock_.now(), "RepeatWords", {});
  request.headers.pop_back();
  EXPECT_EQ(outcome(send(request)), "400 MissingAccessKeyId");
}

TEST_F(EndpointTest, AnAlteredRequestIsToldWhatToSign) {
  auto request = v3_request(ada_, clock_.now(), "RepeatWords", {{"JobId", "j"}});
  request.query += "2";
  const auto response = send(request);
  EXPECT_EQ(outcome(response), "403 SignatureDoesNotMatch");
  const auto claim_parameters = read_parameters(request).value();
  const auto claim = read_claim(request, claim_parameters).value();
  EXPECT_THAT(
      results::parse(response.body)->at("Message").get<std::string>(),
      ::testing::EndsWith("server string to sign is:" + string_to_sign(claim, request, claim_parameters)));
  auto v2 = v2_request(ada_, clock_.now(), "RepeatWords", {{"JobId", "j"}, {"Format", "JSON"}});
  v2.query += "&More=1";
  EXPECT_EQ(outcome(send(v2)), "403 SignatureDoesNotMatch");
}

TEST_F(EndpointTest, AReplayIsRefused) {
  const auto request = v3_request(ada_, clock_.now(), "RepeatWords", {{"JobId", "j"}});
  EXPECT_EQ(outcome(send(request)), "200");
  EXPECT_EQ(outcome(send(request)), "400 SignatureNonceUsed");
  clock_.turn(15min);
  EXPECT_EQ(outcome(send(request)), "400 SignatureNonceUsed");
  clock_.turn(1s);
  EXPECT_EQ(outcome(send(request)), "400 InvalidTimeStamp.Expired");
}

TEST_F(EndpointTest, ANonceIsSpentByAValidSignatureAlone) {
  const auto good = v3_request(ada_, clock_.now(), "RepeatWords", {{"JobId", "j"}});
  auto forged = good;
  forged.query = "JobId=forged";
  EXPECT_EQ(outcome(send(forged)), "403 SignatureDoesNotMatch");
  EXPECT_EQ(outcome(send(good)), "200");
}

http::Request with_json_body(http::Request request, const std::string& body) {
  request.method = "POST";
  request.body = body;
  request.headers.push_back({"content-type", "application/json"});
  return request;
}

TEST_F(EndpointTest, JsonBodyIsParsedOnlyAfterAuthentication) {
  auto request = with_json_body(v3_request(ada_, clock_.now(), "RepeatWords", {}), "{");
  sign_v3(request, {ada_.id, "another secret"});
  EXPECT_EQ(outcome(send(request)), "403 SignatureDoesNotMatch");
  sign_v3(request, ada_);
  EXPECT_EQ(outcome(send(request)), "400 InvalidParameter");
}

// HMAC-SHA1 covers the parameters alone: whoever could change the body could give the orders.
TEST_F(EndpointTest, JsonBodyUnderV2SignatureIsRefused) {
  const auto request = v2_request(ada_, clock_.now(), "RepeatWords", {{"Format", "JSON"}});
  auto posted = request;
  posted.method = "GET";
  posted.body = R"({"JobId":"of another"})";
  posted.headers.push_back({"content-type", "application/json"});
  const auto response = send(posted);
  EXPECT_EQ(outcome(response), "400 InvalidParameter");
  EXPECT_THAT(response.body, HasSubstr("HMAC-SHA1 does not sign a JSON body"));
}

TEST_F(EndpointTest, ForbiddenCallsSpendNoNonces) {
  const Key key = new_key("reader", R"([{"Version":"1","Statement":[]}])");
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(outcome(send(v3_request(key, clock_.now(), "RepeatWords", {}))), "403 Forbidden.RAM");
  EXPECT_EQ(nonces_->remembered(), 0U);
}

TEST_F(EndpointTest, ClocksMayDifferByAQuarterOfAnHour) {
  const auto at = [&](std::chrono::seconds off) {
    return outcome(send(v3_request(ada_, clock_.now() + off, "RepeatWords", {{"JobId", "j"}})));
  };
  EXPECT_EQ(at(14min + 59s), "200");
  EXPECT_EQ(at(-14min - 59s), "200");
  EXPECT_EQ(at(15min + 1s), "400 InvalidTimeStamp.Expired");
  EXPECT_EQ(at(-15min - 1s), "400 InvalidTimeStamp.Expired");
  auto request = v3_request(ada_, clock_.now(), "RepeatWords", {});
  for (auto& header : request.headers)
    if (header.name == "x-acs-date") header.value = "now";
  sign_v3(request, ada_);
  EXPECT_EQ(outcome(send(request)), "400 InvalidTimeStamp.Format");
}

TEST_F(EndpointTest, KeysMustExistAndBeActive) {
  const Key stranger{"LTAIunknown", ada_.secret};
  EXPECT_EQ(outcome(send(v3_request(stranger, clock_.now(), "RepeatWords", {}))),
            "404 InvalidAccessKeyId.NotFound");
  must(store_->accounts().set_active(ada_.id, false));
  EXPECT_EQ(outcome(ask({{"JobId", "j"}})), "403 InvalidAccessKeyId.Inactive");
  must(store_->accounts().set_active(ada_.id, true));
  EXPECT_EQ(outcome(ask({{"JobId", "j"}})), "200") << "at once";
  const Key guessed{ada_.id, "another secret"};
  EXPECT_EQ(outcome(send(v3_request(guessed, clock_.now(), "RepeatWords", {}))), "403 SignatureDoesNotMatch");
}

TEST_F(EndpointTest, PermissionComesBeforeParameters) {
  const std::string reader =
      R"([{"Version":"1","Statement":[{"Effect":"Allow","Action":"ice:Query*","Resource":"*"}]}])";
  const Key key = new_key("reader", reader);
  EXPECT_EQ(outcome(send(v3_request(key, clock_.now(), "RepeatWords", {}))), "403 Forbidden.RAM");
  const Key narrowed = new_key("writer", std::string(access::kEverything), reader);
  EXPECT_EQ(outcome(send(v3_request(narrowed, clock_.now(), "RepeatWords", {}))), "403 Forbidden.RAM");
}

TEST_F(EndpointTest, ParametersAreNamed) {
  EXPECT_EQ(outcome(ask({})), "400 MissingJobId");
  const auto wrong = ask({{"JobId", "j"}, {"PageSize", "many"}});
  EXPECT_EQ(outcome(wrong), "400 InvalidParameter");
  EXPECT_THAT(wrong.body, HasSubstr("PageSize must be a whole number."));
}

TEST_F(EndpointTest, ErrorsOfOperationsAreMappedAndFailuresHidden) {
  const auto absent = ask({{"JobId", "j"}, {"Fail", "missing"}});
  EXPECT_EQ(outcome(absent), "404 ResourceNotFound");
  EXPECT_THAT(absent.body, HasSubstr(R"("HostId":"smarttag.test")"));
  const auto store = ask({{"JobId", "j"}, {"Fail", "store"}});
  EXPECT_EQ(outcome(store), "503 ServiceUnavailable");
  EXPECT_THAT(store.body, Not(HasSubstr("disk I/O")));
  for (const std::string how : {"throw", "odd"}) {
    const auto thrown = ask({{"JobId", "j"}, {"Fail", how}});
    EXPECT_EQ(outcome(thrown), "500 InternalError");
    EXPECT_THAT(thrown.body, Not(HasSubstr("secret")));
  }
}

TEST_F(EndpointTest, CallsAreCounted) {
  ask({{"JobId", "j"}});
  ask({{"JobId", "k"}});
  ask({});
  send(v3_request(ada_, clock_.now(), "MadeUpByAClient", {}));
  std::map<std::string, std::uint64_t> counted;
  for (const auto& each : endpoint_.counters().all()) {
    counted[each.action + " " + each.code] = each.count;
    std::uint64_t in_buckets = 0;
    for (const auto bucket : each.buckets) in_buckets += bucket;
    EXPECT_EQ(in_buckets, each.count);
  }
  const std::map<std::string, std::uint64_t> expected{
      {"RepeatWords OK", 2}, {"RepeatWords MissingJobId", 1}, {"unknown InvalidAction.NotFound", 1}};
  EXPECT_EQ(counted, expected);
}

class ThrottledEndpoint : public EndpointTest {
 protected:
  ThrottledEndpoint() : EndpointTest(2) {}
};

TEST_F(ThrottledEndpoint, CallsBeyondTheRateSpendNoNonces) {
  for (int i = 0; i < 10; ++i) ask({{"JobId", "j"}});
  EXPECT_EQ(nonces_->remembered(), 2U);
}

TEST_F(ThrottledEndpoint, ReplaysTakeNothingFromTheRate) {
  const auto request = v3_request(ada_, clock_.now(), "RepeatWords", {{"JobId", "j"}});
  EXPECT_EQ(outcome(send(request)), "200");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(outcome(send(request)), "400 SignatureNonceUsed");
  EXPECT_EQ(outcome(ask({{"JobId", "j"}})), "200");
}

class EndpointWithFewNonces : public EndpointTest {
 protected:
  EndpointWithFewNonces() : EndpointTest(0, {100, 2}) {}
};

TEST_F(EndpointWithFewNonces, UserAtTheLimitIsThrottledWhileOthersWork) {
  const Key bob = new_key("bob", std::string(access::kEverything));
  EXPECT_EQ(outcome(ask({{"JobId", "j"}})), "200");
  EXPECT_EQ(outcome(ask({{"JobId", "j"}})), "200");
  EXPECT_EQ(outcome(ask({{"JobId", "j"}})), "400 Throttling.User");
  EXPECT_EQ(outcome(send(v3_request(bob, clock_.now(), "RepeatWords", {{"JobId", "j"}}))), "200");
}

TEST_F(ThrottledEndpoint, SaysHowLongToWait) {
  EXPECT_EQ(outcome(ask({{"JobId", "j"}})), "200");
  EXPECT_EQ(outcome(ask({})), "400 MissingJobId") << "counts as well";
  const auto refused = ask({{"JobId", "j"}});
  EXPECT_EQ(outcome(refused), "400 Throttling.User");
  std::map<std::string, std::string> headers;
  for (const auto& header : refused.headers) headers[header.name] = header.value;
  EXPECT_EQ(headers["x-acs-retry-after"], "500");
  EXPECT_EQ(headers["x-ratelimit-user"], "Limit:2,Remaining:0,TimeLeft:500");
  EXPECT_EQ(headers["Retry-After"], "1");
  clock_.turn(500ms);
  EXPECT_EQ(outcome(ask({{"JobId", "j"}})), "200");
}

}  // namespace
}  // namespace smarttag::api
