#include "callbacks/webhooks/signature.h"

#include <gtest/gtest.h>

namespace smarttag::callbacks::webhooks {
namespace {

// The vector of the tests of Standard Webhooks' own libraries.
TEST(WebhookSignature, IsThatOfStandardWebhooks) {
  EXPECT_EQ(signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
                      R"({"test": 2432232314})"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookSignature, ChangesWithEachPart) {
  const auto base = signature("whsec_AAAA", "id", "1", "body");
  ASSERT_TRUE(base);
  EXPECT_NE(signature("whsec_AAAB", "id", "1", "body"), base);
  EXPECT_NE(signature("whsec_AAAA", "ie", "1", "body"), base);
  EXPECT_NE(signature("whsec_AAAA", "id", "2", "body"), base);
  EXPECT_NE(signature("whsec_AAAA", "id", "1", "bodz"), base);
}

TEST(WebhookSignature, NeedsASecretOfTheRightForm) {
  for (const auto* secret : {"", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfK", "whsec_M!KQ"})
    EXPECT_EQ(signature(secret, "id", "1", "body"), std::nullopt) << secret;
}

}  // namespace
}  // namespace smarttag::callbacks::webhooks
