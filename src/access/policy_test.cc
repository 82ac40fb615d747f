#include "access/policy.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "access/permission.h"

namespace smarttag::access {
namespace {

using ::testing::HasSubstr;

std::string statement(const std::string& inside) {
  return R"({"Version":"1","Statement":[{)" + inside + "}]}";
}

Verdict judge_text(const std::string& policy, std::string_view action, std::string_view remote = "10.1.2.3") {
  const auto policies = parse_policies(policy);
  EXPECT_TRUE(policies) << policy << ": " << policies.error().client.text;
  return policies ? judge(*policies, {action, net::parse_address(remote)}) : Verdict::kNone;
}

std::string complaint(const std::string& policy) {
  const auto policies = parse_policies(policy);
  EXPECT_FALSE(policies) << policy << " was taken";
  return policies ? "" : policies.error().client.text;
}

TEST(Policy, ActionsTakeWildcards) {
  EXPECT_TRUE(matches("ice:Query*", "ice:QuerySmarttagJob"));
  EXPECT_TRUE(matches("ICE:query*", "ice:QuerySmarttagJob")) << "in either case";
  EXPECT_TRUE(matches("*", ""));
  EXPECT_TRUE(matches("ice:?uery*Job", "ice:QuerySmarttagJob"));
  EXPECT_TRUE(matches("*Job*Job", "ice:JobOfJobs of a Job"));
  EXPECT_FALSE(matches("ice:Query", "ice:QuerySmarttagJob"));
  EXPECT_FALSE(matches("ice:Query?", "ice:Query"));
  EXPECT_FALSE(matches("", "ice:Query"));
  EXPECT_FALSE(matches(std::string(40, '*') + "x", std::string(20000, 'a'))) << "and does not take long";
}

TEST(Policy, NothingIsAllowedByDefault) {
  EXPECT_EQ(judge_text("[]", "ice:QuerySmarttagJob"), Verdict::kNone);
  const std::string reader =
      statement(R"("Effect":"Allow","Action":["ice:Query*","ice:List*"],"Resource":"*")");
  EXPECT_EQ(judge_text(reader, "ice:QuerySmarttagJob"), Verdict::kAllow);
  EXPECT_EQ(judge_text(reader, "ice:ListSmartJobs"), Verdict::kAllow);
  EXPECT_EQ(judge_text(reader, "ice:DeleteSmartJob"), Verdict::kNone);
  EXPECT_EQ(judge_text(std::string(kEverything), "mns:ReceiveMessage"), Verdict::kAllow);
}

TEST(Policy, DenyWins) {
  const std::string allow = statement(R"("Effect":"Allow","Action":"*","Resource":"*")");
  const std::string deny = statement(R"("Effect":"Deny","Action":"ice:Delete*","Resource":["*"])");
  for (const std::string& both : {fmt::format("[{},{}]", allow, deny), fmt::format("[{},{}]", deny, allow)}) {
    EXPECT_EQ(judge_text(both, "ice:DeleteSmartJob"), Verdict::kDeny);
    EXPECT_EQ(judge_text(both, "ice:QuerySmarttagJob"), Verdict::kAllow);
  }
}

TEST(Policy, ConditionsLookAtTheAddress) {
  const std::string office = statement(
      R"("Effect":"Allow","Action":"*","Condition":{"IpAddress":{"acs:SourceIp":["10.0.0.0/8","2001:db8::/32"]}})");
  EXPECT_EQ(judge_text(office, "ice:X", "10.1.2.3"), Verdict::kAllow);
  EXPECT_EQ(judge_text(office, "ice:X", "2001:db8::7"), Verdict::kAllow);
  EXPECT_EQ(judge_text(office, "ice:X", "11.1.2.3"), Verdict::kNone);
  EXPECT_EQ(judge_text(office, "ice:X", "unknown"), Verdict::kNone);
  const std::string elsewhere =
      statement(R"("Effect":"Deny","Action":"*","Condition":{"NotIpAddress":{"acs:SourceIp":"10.0.0.1"}})");
  EXPECT_EQ(judge_text(elsewhere, "ice:X", "10.0.0.2"), Verdict::kDeny);
  EXPECT_EQ(judge_text(elsewhere, "ice:X", "10.0.0.1"), Verdict::kNone);
  EXPECT_EQ(judge_text(elsewhere, "ice:X", "unknown"), Verdict::kDeny) << "what is denied stays denied";
}

TEST(Policy, UnsupportedElementsAreRefused) {
  EXPECT_THAT(complaint("{"), HasSubstr("not JSON"));
  EXPECT_THAT(complaint("7"), HasSubstr("object"));
  EXPECT_THAT(complaint("{}"), HasSubstr("Version"));
  EXPECT_THAT(complaint(R"({"Version":"2"})"), HasSubstr("Version"));
  EXPECT_THAT(complaint(R"({"Version":"1"})"), HasSubstr("Statement"));
  EXPECT_THAT(complaint(R"({"Version":"1","Statement":[],"Id":"x"})"), HasSubstr("\"Id\""));
  EXPECT_THAT(complaint(R"({"Version":"1","Statement":["x"]})"), HasSubstr("Statement[0]"));
  EXPECT_THAT(complaint(statement(R"("Effect":"allow","Action":"*")")), HasSubstr("Statement[0].Effect"));
  EXPECT_THAT(complaint(statement(R"("Effect":"Allow")")), HasSubstr("\"Action\" is missing"));
  EXPECT_THAT(complaint(statement(R"("Effect":"Allow","Action":[])")), HasSubstr("Action"));
  EXPECT_THAT(complaint(statement(R"("Effect":"Allow","Action":["a",1])")), HasSubstr("Action"));
  EXPECT_THAT(complaint(statement(R"("Effect":"Deny","NotAction":"*")")), HasSubstr("\"NotAction\""));
  EXPECT_THAT(complaint(statement(R"("Effect":"Deny","Action":"*","Resource":"acs:ice:*:*:job/1")")),
              HasSubstr("Resource"));
  EXPECT_THAT(complaint(statement(R"("Effect":"Deny","Action":"*","Condition":{"Bool":{}})")),
              HasSubstr("\"Bool\""));
  EXPECT_THAT(complaint(statement(R"("Effect":"Deny","Action":"*","Condition":{"IpAddress":{}})")),
              HasSubstr("acs:SourceIp"));
  EXPECT_THAT(complaint(statement(
                  R"("Effect":"Deny","Action":"*","Condition":{"IpAddress":{"acs:SourceIp":"ten"}})")),
              HasSubstr("\"ten\""));
}

TEST(Permission, KeyPolicyNeverExceedsItsUser) {
  jobs::Credential credential;
  credential.user.policies_json = statement(R"("Effect":"Allow","Action":"ice:Query*")");
  EXPECT_TRUE(allowed(credential, "ice:QueryX", "10.0.0.1"));
  EXPECT_FALSE(allowed(credential, "ice:SubmitX", "10.0.0.1"));
  credential.key.policy_json = std::string(kEverything);
  EXPECT_TRUE(allowed(credential, "ice:QueryX", "10.0.0.1"));
  EXPECT_FALSE(allowed(credential, "ice:SubmitX", "10.0.0.1"));
  credential.key.policy_json = statement(R"("Effect":"Allow","Action":"ice:QueryY")");
  EXPECT_FALSE(allowed(credential, "ice:QueryX", "10.0.0.1")) << "the key's policy narrows";
  credential.key.policy_json = statement(R"("Effect":"Deny","Action":"ice:QueryX")");
  EXPECT_FALSE(allowed(credential, "ice:QueryX", "10.0.0.1"));
}

TEST(Permission, UnreadablePolicyAllowsNothing) {
  jobs::Credential credential;
  credential.user.policies_json = "";
  EXPECT_FALSE(allowed(credential, "ice:QueryX", "10.0.0.1"));
  credential.user.policies_json = std::string(kEverything);
  credential.key.policy_json = "{broken";
  EXPECT_FALSE(allowed(credential, "ice:QueryX", "10.0.0.1"));
}

}  // namespace
}  // namespace smarttag::access
