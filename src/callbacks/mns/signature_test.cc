#include "callbacks/mns/signature.h"

#include "callbacks/testing/store_fixture.h"
#include "digest/digest.h"

namespace smarttag::callbacks::mns {
namespace {

using std::chrono::minutes;
using testing::must;

// A request as the API reference of MNS shows it; the signature below was computed by Python.s hmac.
http::Request example() {
  http::Request request;
  request.method = "PUT";
  request.path = "/queues/test-queue";
  request.query = "metaoverride=true";
  request.headers = {{"x-mns-version", "2015-06-06"},
                     {"content-md5", "ZDgxNjY5ZjFlMDQ5MGM0YWMwMWE5ODlmZDVlYmQxYjI="},
                     {"host", "1.2.3.4"},
                     {"content-type", "text/xml;charset=utf-8"},
                     {"date", "Wed, 28 May 2012 18:32:15 GMT"},
                     {"x-mns-request-id", "abc"}};
  return request;
}

TEST(MnsSignature, CoversVerbDigestTypeDateHeadersAndResource) {
  EXPECT_EQ(string_to_sign(example()),
            "PUT\nZDgxNjY5ZjFlMDQ5MGM0YWMwMWE5ODlmZDVlYmQxYjI=\ntext/xml;charset=utf-8\n"
            "Wed, 28 May 2012 18:32:15 GMT\nx-mns-request-id:abc\nx-mns-version:2015-06-06\n"
            "/queues/test-queue?metaoverride=true");
}

TEST(MnsSignature, LeavesAPlaceForWhatIsNotThere) {
  http::Request request;
  request.method = "GET";
  request.path = "/queues";
  EXPECT_EQ(string_to_sign(request), "GET\n\n\n\n/queues");
}

TEST(MnsSignature, IsBase64OfHmacSha1) {
  EXPECT_EQ(sign("AccessKeySecret", "GET\n\n\n\n/queues"), "fhI3ITPGNBUvYReOF9VzjnpoB5E=");
}

class MnsAuthentication : public testing::StoreFixture {
 protected:
  MnsAuthentication() : key_(must(store_->accounts().create_key(user_, ""))) {
    request_.method = "GET";
    request_.path = "/queues";
    set("date", "Tue, 14 Nov 2023 22:13:20 GMT");  // the manual clock's begin
    set("x-mns-version", "2015-06-06");
  }

  void set(const std::string& name, const std::string& value) {
    std::erase_if(request_.headers, [&](const auto& header) { return header.name == name; });
    request_.headers.push_back({name, value});
  }

  void sign_it() {
    set("authorization", "MNS " + key_.key.id + ":" + sign(key_.secret, string_to_sign(request_)));
  }

  Reply<jobs::Credential> outcome() { return authenticate(request_, store_->accounts(), clock_.now()); }

  std::string_view refused() {
    const auto reply = outcome();
    return reply ? "none" : row(reply.error().kind).code;
  }

  jobs::Credential key_;
  http::Request request_;
};

TEST_F(MnsAuthentication, TellsWhoCalls) {
  sign_it();
  const auto reply = outcome();
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->user.id, user_);
}

TEST_F(MnsAuthentication, RefusesWhatWasAltered) {
  sign_it();
  request_.query = "a=b";
  EXPECT_EQ(refused(), "SignatureDoesNotMatch");
  request_.query = "";
  request_.method = "DELETE";
  EXPECT_EQ(refused(), "SignatureDoesNotMatch");
  request_.method = "GET";
  set("x-mns-version", "2014-01-01");
  EXPECT_EQ(refused(), "SignatureDoesNotMatch");
}

TEST_F(MnsAuthentication, RefusesABodyThatItsDigestDoesNotFit) {
  request_.body = "<Queue/>";
  set("content-md5", digest::base64(digest::md5("<Queue/>")));
  sign_it();
  EXPECT_TRUE(outcome());
  request_.body = "<Queue>x</Queue>";
  EXPECT_EQ(refused(), "InvalidDegist");
}

TEST_F(MnsAuthentication, TakesADigestInHexadecimalAsSomeSdksSendIt) {
  request_.body = "<Queue/>";
  set("content-md5", digest::base64(digest::upper_hex(digest::md5("<Queue/>"))));
  sign_it();
  EXPECT_TRUE(outcome());
}

TEST_F(MnsAuthentication, NeedsADateNearThisServersTime) {
  sign_it();
  clock_.turn(minutes{15});
  EXPECT_TRUE(outcome());
  clock_.turn(std::chrono::milliseconds{1});
  EXPECT_EQ(refused(), "TimeExpired");
  set("date", "Tue, 14 Nov 2023 23:00:00 GMT");
  EXPECT_EQ(refused(), "TimeExpired");
  set("date", "yesterday or so");
  EXPECT_EQ(refused(), "InvalidDateHeader");
  std::erase_if(request_.headers, [](const auto& header) { return header.name == "date"; });
  EXPECT_EQ(refused(), "MissingDateHeader");
}

TEST_F(MnsAuthentication, NeedsAnAuthorizationOfTheRightForm) {
  EXPECT_EQ(refused(), "MissingAuthorizationHeader");
  for (const auto* text : {"", "MNS", "MNS ", "MNS abc", "Basic a:b", "mns a:b"}) {
    set("authorization", text);
    EXPECT_EQ(refused(), "InvalidAuthorizationHeader") << text;
  }
}

TEST_F(MnsAuthentication, NeedsAKeyThatIsThereAndActive) {
  set("authorization", "MNS nobody:abc");
  EXPECT_EQ(refused(), "InvalidAccessKeyId");
  sign_it();
  must(store_->accounts().set_active(key_.key.id, false));
  EXPECT_EQ(refused(), "InvalidAccessKeyId");
}

TEST_F(MnsAuthentication, RefusesStsTokens) {
  sign_it();
  set("security-token", "abc");
  EXPECT_EQ(refused(), "InvalidAccessKeyId");
}

}  // namespace
}  // namespace smarttag::callbacks::mns
