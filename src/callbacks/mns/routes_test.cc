#include "callbacks/mns/routes.h"

#include <future>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_future.hpp>

#include <pugixml.hpp>

#include "callbacks/event/message.h"
#include "callbacks/mns/signature.h"
#include "callbacks/testing/store_fixture.h"
#include "digest/digest.h"

namespace smarttag::callbacks::mns {
namespace {

using std::chrono::seconds;
using testing::must;

class MnsTest : public testing::StoreFixture {
 protected:
  MnsTest() : key_(must(store_->accounts().create_key(user_, ""))) {
    options_.clock = &clock_;
    options_.permitted = [this](const jobs::Credential&, std::string_view action, std::string_view) {
      return action != forbidden_;
    };
  }

  http::Request request(const std::string& method, const std::string& target, const std::string& body = {}) {
    http::Request request;
    request.method = method;
    const auto question = target.find('?');
    request.path = target.substr(0, question);
    if (question != std::string::npos) request.query = target.substr(question + 1);
    request.body = body;
    request.id = "3F2504E0-4F89-11D3-9A0C-0305E82C3301";
    request.headers = {{"host", "localhost:8790"},
                       {"date", "Tue, 14 Nov 2023 22:13:20 GMT"},
                       {"x-mns-version", "2015-06-06"}};
    if (!body.empty()) request.headers.push_back({"content-md5", digest::base64(digest::md5(body))});
    return request;
  }

  // Begins a signed call; it ends as io_ runs.
  std::future<http::Response> begin(http::Request call) {
    call.headers.push_back(
        {"authorization", "MNS " + key_.key.id + ":" + sign(key_.secret, string_to_sign(call))});
    const auto routes = mns_routes(*store_, options_);
    const auto& route = routes.at(call.path == "/queues" ? 0 : 1);
    return co_spawn(io_, route.handler(std::move(call)), boost::asio::use_future);
  }

  http::Response call(const http::Request& what) {
    auto answer = begin(what);
    io_.restart();
    io_.run();
    return answer.get();
  }
  http::Response call(const std::string& method, const std::string& target, const std::string& body = {}) {
    return call(request(method, target, body));
  }

  // "404 QueueNotExist", "201" where no code is told.
  static std::string told(const http::Response& response) {
    pugi::xml_document document;
    document.load_string(response.body.c_str());
    const std::string code = document.child("Error").child_value("Code");
    return std::to_string(response.status) + (code.empty() ? "" : " " + code);
  }
  std::string told(const std::string& method, const std::string& target, const std::string& body = {}) {
    return told(call(method, target, body));
  }

  static std::string element(const http::Response& response, const char* root, const char* name) {
    pugi::xml_document document;
    document.load_string(response.body.c_str());
    return document.child(root).child_value(name);
  }

  static std::string header(const http::Response& response, const std::string& name) {
    for (const auto& each : response.headers)
      if (each.name == name) return each.value;
    return {};
  }

  std::string receive(const std::string& field) {
    return element(call("GET", "/queues/q/messages"), "Message", field.c_str());
  }

  jobs::Credential key_;
  MnsOptions options_;
  std::string forbidden_;
  boost::asio::io_context io_;
};

TEST_F(MnsTest, CreatesAQueueOnce) {
  const auto fresh = call("PUT", "/queues/q", "<Queue><VisibilityTimeout>60</VisibilityTimeout></Queue>");
  EXPECT_EQ(fresh.status, 201);
  EXPECT_EQ(header(fresh, "Location"), "http://localhost:8790/queues/q");
  EXPECT_EQ(header(fresh, "x-mns-version"), "2015-06-06");
  EXPECT_EQ(told("PUT", "/queues/q", "<Queue><VisibilityTimeout>60</VisibilityTimeout></Queue>"), "204");
  EXPECT_EQ(told("PUT", "/queues/q", "<Queue/>"), "409 QueueAlreadyExist");
}

TEST_F(MnsTest, TellsAndChangesAttributes) {
  call("PUT", "/queues/q");
  EXPECT_EQ(told("PUT", "/queues/q?metaoverride=true",
                 "<Queue xmlns=\"http://mns.aliyuncs.com/doc/v1/\"><VisibilityTimeout>7</VisibilityTimeout>"
                 "</Queue>"),
            "204");
  done_job({{"queue", "q"}});
  const auto attributes = call("GET", "/queues/q");
  EXPECT_EQ(attributes.content_type, "text/xml;charset=UTF-8");
  EXPECT_EQ(element(attributes, "Queue", "QueueName"), "q");
  EXPECT_EQ(element(attributes, "Queue", "VisibilityTimeout"), "7");
  EXPECT_EQ(element(attributes, "Queue", "ActiveMessages"), "1");
  EXPECT_EQ(element(attributes, "Queue", "CreateTime"), "1700000000");
}

TEST_F(MnsTest, RefusesAttributesThatAreNotOffered) {
  for (const auto* body :
       {"<Queue><VisibilityTimeout>0</VisibilityTimeout></Queue>",
        "<Queue><VisibilityTimeout>43201</VisibilityTimeout></Queue>",
        "<Queue><VisibilityTimeout>soon</VisibilityTimeout></Queue>",
        "<Queue><DelaySeconds>5</DelaySeconds></Queue>",
        "<Queue><PollingWaitSeconds>10</PollingWaitSeconds></Queue>",
        "<Queue><LoggingEnabled>True</LoggingEnabled></Queue>", "<Queue><Colour>red</Colour></Queue>"})
    EXPECT_EQ(told("PUT", "/queues/q", body), "400 InvalidArgument") << body;
  for (const auto* body : {"<Queue>", "no xml", "<Other/>"})
    EXPECT_EQ(told("PUT", "/queues/q", body), "400 MalformedXML") << body;
}

TEST_F(MnsTest, BodyWithoutContentMd5IsRefused) {
  auto create = request("PUT", "/queues/q", "<Queue/>");
  std::erase_if(create.headers, [](const auto& each) { return each.name == "content-md5"; });
  EXPECT_EQ(told(call(create)), "400 InvalidDegist");
  EXPECT_EQ(told("GET", "/queues/q"), "404 QueueNotExist");
}

TEST_F(MnsTest, ReceiptHandleOfAnotherQueueIsRefused) {
  call("PUT", "/queues/q");
  call("PUT", "/queues/other");
  done_job({{"queue", "q"}});
  const std::string handle = receive("ReceiptHandle");
  const std::string elsewhere = "/queues/other/messages?ReceiptHandle=" + handle;
  EXPECT_EQ(told("DELETE", elsewhere), "400 ReceiptHandleError");
  EXPECT_EQ(told("PUT", elsewhere + "&VisibilityTimeout=0"), "400 ReceiptHandleError");
  EXPECT_EQ(told("DELETE", "/queues/q/messages?ReceiptHandle=" + handle), "204");
}

TEST_F(MnsTest, FaultRepeatsNoBytesThatXmlCannotHold) {
  auto odd = request("GET", "/queues/q");
  odd.headers.front().value = "bad\xff\x01host";
  const auto response = call(odd);
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(response.body.c_str()));
  EXPECT_EQ(element(response, "Error", "HostId"), "bad??host");
}

TEST_F(MnsTest, ListsQueuesInPages) {
  for (const auto* name : {"a1", "a2", "a3", "b"}) call("PUT", std::string{"/queues/"} + name);
  auto listing = request("GET", "/queues");
  listing.headers.push_back({"x-mns-prefix", "a"});
  listing.headers.push_back({"x-mns-ret-number", "2"});
  const auto first = call(listing);
  EXPECT_NE(first.body.find("/queues/a2<"), std::string::npos);
  EXPECT_EQ(element(first, "Queues", "NextMarker"), "a2");
  listing.headers.push_back({"x-mns-marker", "a2"});
  const auto second = call(listing);
  EXPECT_EQ(second.body.find("/queues/a2<"), std::string::npos);
  EXPECT_NE(second.body.find("/queues/a3<"), std::string::npos);
  EXPECT_EQ(element(second, "Queues", "NextMarker"), "");
}

TEST_F(MnsTest, ReceivesWhatHappensToJobsInOrder) {
  call("PUT", "/queues/q");
  const std::string job = done_job({{"queue", "q"}});
  const auto first = call("GET", "/queues/q/messages");
  EXPECT_EQ(first.status, 200);
  const auto events = must(store_->outbox().events(job));
  const std::string body = digest::base64(message_of(events.at(0)));
  EXPECT_EQ(element(first, "Message", "MessageBody"), body);
  EXPECT_EQ(element(first, "Message", "MessageBodyMD5"), digest::upper_hex(digest::md5(body)));
  EXPECT_EQ(element(first, "Message", "MessageId"), events.at(0).id);
  EXPECT_EQ(element(first, "Message", "DequeueCount"), "1");
  EXPECT_EQ(element(first, "Message", "NextVisibleTime"), "1700000030000");
  EXPECT_EQ(told("GET", "/queues/q/messages"), "404 MessageNotExist");
  EXPECT_EQ(told("DELETE", "/queues/q/messages?ReceiptHandle=" + element(first, "Message", "ReceiptHandle")),
            "204");
  EXPECT_EQ(receive("MessageId"), events.at(1).id);
}

TEST_F(MnsTest, ShowsAMessageAgainThatWasNotDeleted) {
  call("PUT", "/queues/q");
  begun_job({{"queue", "q"}});
  const std::string handle = receive("ReceiptHandle");
  clock_.turn(seconds{30});
  EXPECT_EQ(receive("DequeueCount"), "2");
  EXPECT_EQ(told("DELETE", "/queues/q/messages?ReceiptHandle=" + handle), "404 MessageNotExist");
}

TEST_F(MnsTest, ReceivesAndDeletesInBatches) {
  call("PUT", "/queues/q");
  for (int i = 0; i < 3; ++i) begun_job({{"queue", "q"}});
  const auto batch = call("GET", "/queues/q/messages?numOfMessages=16");
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(batch.body.c_str()));
  std::string handles;
  int count = 0;
  for (const auto& message : document.child("Messages").children("Message")) {
    handles += std::string{"<ReceiptHandle>"} + message.child_value("ReceiptHandle") + "</ReceiptHandle>";
    ++count;
  }
  EXPECT_EQ(count, 3);
  EXPECT_EQ(told("DELETE", "/queues/q/messages", "<ReceiptHandles>" + handles + "</ReceiptHandles>"), "204");
  const auto failed =
      call("DELETE", "/queues/q/messages", "<ReceiptHandles>" + handles + "</ReceiptHandles>");
  EXPECT_EQ(failed.status, 404);
  EXPECT_NE(failed.body.find("<ErrorCode>MessageNotExist</ErrorCode>"), std::string::npos);
}

TEST_F(MnsTest, ChangesHowLongAMessageIsHidden) {
  call("PUT", "/queues/q");
  begun_job({{"queue", "q"}});
  const std::string handle = receive("ReceiptHandle");
  const auto changed = call("PUT", "/queues/q/messages?receiptHandle=" + handle + "&visibilityTimeout=100");
  EXPECT_EQ(element(changed, "ChangeVisibility", "NextVisibleTime"), "1700000100000");
  clock_.turn(seconds{99});
  EXPECT_EQ(told("GET", "/queues/q/messages"), "404 MessageNotExist");
  EXPECT_EQ(told("PUT", "/queues/q/messages?ReceiptHandle=" + handle + "&VisibilityTimeout=0"), "200");
  EXPECT_EQ(told("GET", "/queues/q/messages"), "200");
}

TEST_F(MnsTest, WaitsForAMessageWithoutHoldingAThread) {
  call("PUT", "/queues/q");
  auto waiting = begin(request("GET", "/queues/q/messages?waitseconds=30"));
  auto other = begin(request("GET", "/queues/q"));
  io_.restart();
  while (other.wait_for(seconds{0}) != std::future_status::ready) io_.run_one();
  EXPECT_EQ(other.get().status, 200);
  EXPECT_EQ(waiting.wait_for(seconds{0}), std::future_status::timeout);
  begun_job({{"queue", "q"}});
  const auto begun = std::chrono::steady_clock::now();
  io_.run();
  EXPECT_EQ(waiting.get().status, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, seconds{5});
}

TEST_F(MnsTest, AnswersAWaitAtOnceWhenTheServerWillStop) {
  std::stop_source stopping;
  options_.stopping = stopping.get_token();
  call("PUT", "/queues/q");
  auto waiting = begin(request("GET", "/queues/q/messages?waitseconds=30"));
  io_.restart();
  io_.run_for(std::chrono::milliseconds{120});
  EXPECT_EQ(waiting.wait_for(seconds{0}), std::future_status::timeout);
  stopping.request_stop();
  const auto asked = std::chrono::steady_clock::now();
  io_.run();
  EXPECT_EQ(told(waiting.get()), "404 MessageNotExist");
  EXPECT_LT(std::chrono::steady_clock::now() - asked, seconds{10});
}

TEST_F(MnsTest, EndsAWaitWithoutAMessage) {
  call("PUT", "/queues/q");
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(told("GET", "/queues/q/messages?waitseconds=1"), "404 MessageNotExist");
  EXPECT_GE(std::chrono::steady_clock::now() - begun, seconds{1});
}

TEST_F(MnsTest, ShowsNobodyElsesQueues) {
  const auto bob = must(store_->accounts().create_user("bob", "[]"));
  call("PUT", "/queues/q");
  key_ = must(store_->accounts().create_key(bob.id, ""));
  EXPECT_EQ(told("GET", "/queues/q"), "404 QueueNotExist");
  EXPECT_EQ(told("GET", "/queues/q/messages"), "404 QueueNotExist");
  EXPECT_EQ(told("DELETE", "/queues/q"), "404 QueueNotExist");
  EXPECT_EQ(told("PUT", "/queues/q"), "409 QueueAlreadyExist");
  EXPECT_EQ(call("GET", "/queues").body.find("/queues/q"), std::string::npos);
}

TEST_F(MnsTest, HandsOutNoMessageOfAnotherUser) {
  const auto bob = must(store_->accounts().create_user("bob", "[]"));
  key_ = must(store_->accounts().create_key(bob.id, ""));
  call("PUT", "/queues/q");
  begun_job({{"queue", "q"}});
  EXPECT_EQ(told("GET", "/queues/q/messages"), "404 MessageNotExist");
}

TEST_F(MnsTest, RefusesWhatClientsMayNot) {
  call("PUT", "/queues/q");
  EXPECT_EQ(told("POST", "/queues/q/messages", "<Message/>"), "403 AccessDenied");
  EXPECT_EQ(told("GET", "/queues/q/messages?peekonly=true"), "403 AccessDenied");
  forbidden_ = "mns:ReceiveMessage";
  EXPECT_EQ(told("GET", "/queues/q/messages"), "403 AccessDenied");
  EXPECT_EQ(told("GET", "/queues/q"), "200");
}

TEST_F(MnsTest, RefusesMoreCallsThanAUserMayMake) {
  int left = 2;
  options_.granted = [&](jobs::UserId user) { return user == user_ && left-- > 0; };
  EXPECT_EQ(told("PUT", "/queues/q"), "201");
  EXPECT_EQ(told("GET", "/queues/q"), "200");
  EXPECT_EQ(told("GET", "/queues/q"), "429 TooManyRequests");
}

TEST_F(MnsTest, RefusesBadCalls) {
  call("PUT", "/queues/q");
  EXPECT_EQ(told("GET", "/queues/none"), "404 QueueNotExist");
  EXPECT_EQ(told("GET", "/queues/a.b"), "400 InvalidQueueName");
  EXPECT_EQ(told("GET", "/queues/" + std::string(121, 'a')), "400 InvalidQueueName");
  EXPECT_EQ(told("GET", "/queues/q/other"), "400 InvalidRequestURL");
  EXPECT_EQ(told("PATCH", "/queues/q"), "400 InvalidRequestURL");
  EXPECT_EQ(told("DELETE", "/queues"), "400 InvalidRequestURL");
  EXPECT_EQ(told("GET", "/queues/q/messages?waitseconds=31"), "400 InvalidArgument");
  EXPECT_EQ(told("GET", "/queues/q/messages?numOfMessages=17"), "400 InvalidArgument");
  EXPECT_EQ(told("DELETE", "/queues/q/messages"), "400 MissingReceiptHandle");
  EXPECT_EQ(told("PUT", "/queues/q/messages?ReceiptHandle=1-1-1"), "400 MissingVisibilityTimeout");
  for (const auto* handle : {"", "x", "1-", "1-1", "1-1-", "1-1-1x", "1-01-1", "2-1-1"})
    EXPECT_EQ(told("DELETE", std::string{"/queues/q/messages?ReceiptHandle="} + handle),
              "400 ReceiptHandleError")
        << handle;
}

TEST_F(MnsTest, DeletesAQueueWithItsMessages) {
  call("PUT", "/queues/q");
  begun_job({{"queue", "q"}});
  EXPECT_EQ(told("DELETE", "/queues/q"), "204");
  EXPECT_EQ(told("DELETE", "/queues/q"), "404 QueueNotExist");
  call("PUT", "/queues/q");
  EXPECT_EQ(told("GET", "/queues/q/messages"), "404 MessageNotExist");
}

TEST_F(MnsTest, TellsErrorsInXml) {
  const auto response = call("GET", "/queues/none");
  EXPECT_EQ(element(response, "Error", "RequestId"), "3F2504E0-4F89-11D3-9A0C-0305E82C3301");
  EXPECT_EQ(element(response, "Error", "HostId"), "localhost:8790");
  EXPECT_EQ(element(response, "Error", "Message"), "There is no queue of this name.");
  EXPECT_EQ(header(response, "x-mns-request-id"), "3F2504E0-4F89-11D3-9A0C-0305E82C3301");
}

TEST_F(MnsTest, ExpandsNoEntitiesOfXml) {
  EXPECT_EQ(
      told("PUT", "/queues/q",
           "<!DOCTYPE Queue [<!ENTITY a \"30\">]><Queue><VisibilityTimeout>&a;</VisibilityTimeout></Queue>"),
      "400 InvalidArgument");
}

}  // namespace
}  // namespace smarttag::callbacks::mns
