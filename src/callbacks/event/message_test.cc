#include "callbacks/event/message.h"

#include <gtest/gtest.h>

namespace smarttag::callbacks {
namespace {

jobs::Event event(const std::string& user_data) {
  jobs::Event event;
  event.job = "job-1";
  event.state = jobs::JobState::kSuccess;
  event.user_data = user_data;
  return event;
}

TEST(Message, HoldsTypeJobStateAndUserData) {
  EXPECT_EQ(message_of(event("mine")),
            R"({"Type":"smarttag","JobId":"job-1","State":"Success","UserData":"mine"})");
}

TEST(Message, OfAFailureTellsItsReason) {
  auto failed = event("mine");
  failed.state = jobs::JobState::kFail;
  failed.error = Error{ErrorKind::kInputMissing, {"No such file."}, {"/secret/path"}};
  EXPECT_EQ(message_of(failed),
            R"({"Type":"smarttag","JobId":"job-1","State":"Fail","UserData":"mine","Code":"InputMissing",)"
            R"("Message":"No such file."})");
}

TEST(Message, QuotesJsonInUserData) {
  EXPECT_EQ(message_of(event(R"({"a":"b"})")),
            R"({"Type":"smarttag","JobId":"job-1","State":"Success","UserData":"{\"a\":\"b\"}"})");
}

TEST(Message, HoldsAnEmptyUserData) {
  EXPECT_EQ(message_of(event("")), R"({"Type":"smarttag","JobId":"job-1","State":"Success","UserData":""})");
}

TEST(Message, IsUtf8WhateverTheUserDataIs) {
  EXPECT_EQ(message_of(event("\xE6\xA0\x87\xFF")),
            "{\"Type\":\"smarttag\",\"JobId\":\"job-1\",\"State\":\"Success\",\"UserData\":"
            "\"\xE6\xA0\x87\xEF\xBF\xBD\"}");
}

}  // namespace
}  // namespace smarttag::callbacks
