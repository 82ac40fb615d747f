#include "api/protocol/signature.h"

#include <gmock/gmock.h>

#include "digest/digest.h"

namespace smarttag::api {
namespace {

// The example of the public documentation of the V3 signature.
http::Request v3_example() {
  return {
      "POST",
      "/",
      "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
      {{"host", "ecs.cn-shanghai.aliyuncs.com"},
       {"x-acs-action", "RunInstances"},
       {"x-acs-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
       {"x-acs-date", "2023-10-26T10:22:32Z"},
       {"x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"},
       {"x-acs-version", "2014-05-26"},
       {"authorization",
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;"
        "x-acs-date;x-acs-signature-nonce;x-acs-version,"
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"}},
      "",
      "127.0.0.1",
      "id"};
}

// The example of the public documentation of the V2 signature.
http::Request v2_example() {
  return {"GET",
          "/",
          "Timestamp=2016-02-23T12%3A46%3A24Z&Format=XML&AccessKeyId=testid&Action=DescribeRegions&"
          "SignatureMethod=HMAC-SHA1&SignatureNonce=3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf&Version=2014-05-26&"
          "SignatureVersion=1.0&Signature=OLeaidS1JvxuMvnyHOwuJ%2BuX5qY%3D",
          {{"host", "ecs.aliyuncs.com"}},
          "",
          "127.0.0.1",
          "id"};
}

std::string code(const http::Request& request) {
  const auto parameters = read_parameters(request);
  if (!parameters) return parameters.error().code;
  const auto claim = read_claim(request, *parameters);
  return claim ? "" : claim.error().code;
}

std::string& header(http::Request& request, const std::string& name) {
  for (auto& each : request.headers)
    if (each.name == name) return each.value;
  throw std::runtime_error("no header " + name);
}

void drop(http::Request& request, const std::string& name) {
  std::erase_if(request.headers, [&](const auto& each) { return each.name == name; });
}

TEST(SignatureV3, TheGoldenVector) {
  const http::Request request = v3_example();
  const auto parameters = read_parameters(request).value();
  const auto claim = read_claim(request, parameters).value();
  EXPECT_EQ(claim.key_id, "YourAccessKeyId");
  EXPECT_EQ(claim.nonce, "3156853299f313e23d1673dc12e1703d");
  EXPECT_EQ(digest::hex_sha256(canonical_request(request, parameters, claim.signed_headers)),
            "7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259");
  EXPECT_EQ(signature_of(true, "YourAccessKeySecret", string_to_sign(claim, request, parameters)),
            claim.signature);
}

TEST(SignatureV2, TheGoldenVector) {
  const http::Request request = v2_example();
  const auto parameters = read_parameters(request).value();
  const auto claim = read_claim(request, parameters).value();
  EXPECT_EQ(claim.key_id, "testid");
  EXPECT_EQ(claim.signature, "OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
  EXPECT_EQ(signature_of(false, "testsecret", string_to_sign(claim, request, parameters)), claim.signature);
}

TEST(SignatureV2, CoversTheFormAsMuchAsTheQuery) {
  http::Request request = v2_example();
  const std::size_t half = request.query.find("&SignatureMethod");
  request.body = request.query.substr(half + 1);
  request.query.resize(half);
  request.method = "POST";
  request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
  const auto parameters = read_parameters(request).value();
  EXPECT_THAT(
      string_to_sign(read_claim(request, parameters).value(), request, parameters),
      ::testing::StartsWith("POST&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26Format%3DXML"));
}

TEST(SignatureV3, EveryPartOfTheRequestCounts) {
  const http::Request original = v3_example();
  const auto signed_text = [](const http::Request& request) {
    const auto parameters = read_parameters(request).value();
    return string_to_sign(read_claim(request, parameters).value(), request, parameters);
  };
  const std::string golden = signed_text(original);
  http::Request request = original;
  request.query += "x";
  EXPECT_NE(signed_text(request), golden);
  request = original;
  request.method = "GET";
  EXPECT_NE(signed_text(request), golden);
  request = original;
  header(request, "host") = "evil.example";
  EXPECT_NE(signed_text(request), golden);
  request = original;
  request.body = "JobId=1";
  EXPECT_NE(signed_text(request), golden) << "whatever hash the header claims";
  request = original;
  request.query = "RegionId=cn%2Dshanghai&ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd";
  EXPECT_EQ(signed_text(request), golden) << "order and needless escapes do not count";
}

TEST(SignatureV3, WhatIsMissingIsTold) {
  for (const std::string name : {"x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256", "host"}) {
    http::Request request = v3_example();
    drop(request, name);
    EXPECT_EQ(code(request), "IncompleteSignature") << name;
  }
  http::Request request = v3_example();
  drop(request, "authorization");
  EXPECT_EQ(code(request), "MissingAccessKeyId");
  for (const std::string bad :
       {"ACS3-RSA-SHA256 Credential=a,SignedHeaders=host,Signature=0", "ACS3-HMAC-SHA256",
        "ACS3-HMAC-SHA256 x", "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host",
        "ACS3-HMAC-SHA256 Credential=a,Signature=0"}) {
    request = v3_example();
    header(request, "authorization") = bad;
    EXPECT_EQ(code(request), "IncompleteSignature") << bad;
  }
}

TEST(SignatureV3, HeadersThatAreActedUponMustBeSigned) {
  http::Request request = v3_example();
  request.headers.push_back({"x-acs-extra", "1"});
  EXPECT_EQ(code(request), "IncompleteSignature");
  request = v3_example();
  std::string& authorization = header(request, "authorization");
  authorization.erase(authorization.find("host;"), 5);
  EXPECT_EQ(code(request), "IncompleteSignature");
}

TEST(SignatureV2, WhatIsMissingIsTold) {
  const auto without = [](const std::string& name) {
    http::Request request = v2_example();
    const std::size_t at = request.query.find(name + "=");
    request.query.erase(at, request.query.find('&', at) - at);
    return code(request);
  };
  EXPECT_EQ(without("AccessKeyId"), "MissingAccessKeyId");
  EXPECT_EQ(without("SignatureMethod"), "MissingSignatureMethod");
  EXPECT_EQ(without("SignatureVersion"), "MissingSignatureVersion");
  EXPECT_EQ(without("SignatureNonce"), "MissingSignatureNonce");
  EXPECT_EQ(without("Timestamp"), "MissingTimestamp");
  EXPECT_EQ(without("Signature"), "IncompleteSignature");
  http::Request unsigned_request{"GET", "/", "Action=QuerySmarttagJob&Version=2020-11-09", {}, {}, {}, {}};
  EXPECT_EQ(code(unsigned_request), "MissingAccessKeyId");
}

TEST(Signature, TokensAreRefusedClearly) {
  http::Request v3 = v3_example();
  v3.headers.push_back({"x-acs-security-token", "t"});
  EXPECT_EQ(code(v3), "InvalidSecurityToken.Malformed");
  http::Request v2 = v2_example();
  v2.query += "&SecurityToken=t";
  EXPECT_EQ(code(v2), "InvalidSecurityToken.Malformed");
}

}  // namespace
}  // namespace smarttag::api
