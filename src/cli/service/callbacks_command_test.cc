#include "cli/service/callbacks_command.h"

#include <algorithm>
#include <string>
#include <vector>

#include "callbacks/testing/store_fixture.h"

namespace smarttag::cli {
namespace {

using callbacks::testing::must;

class CallbacksCommandTest : public callbacks::testing::StoreFixture {
 protected:
  // The exit code; what was printed is in out_ and err_.
  int run(std::vector<std::string> words) {
    CLI::App app{"smarttag"};
    int exit_code = -1;
    add_callbacks_command(app, exit_code);
    words.insert(words.begin(), "callbacks");
    words.insert(words.end(), {"--store", url_});
    std::vector<std::string> reversed(words.rbegin(), words.rend());
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    try {
      app.parse(reversed);
    } catch (const CLI::ParseError& wrong) {
      exit_code = wrong.get_exit_code();
    }
    out_ = ::testing::internal::GetCapturedStdout();
    err_ = ::testing::internal::GetCapturedStderr();
    return exit_code;
  }

  // One delivery of a webhook that was given up.
  std::int64_t given_up() {
    begun_job({{"webhook", "https://ada:sesame@host/hook?token=x"}});
    const auto taken = must(store_->outbox().take("webhook", {}, 1, std::chrono::minutes{1})).at(0);
    must(store_->outbox().give_up(taken.claim, "HTTP 410"));
    return taken.delivery.number;
  }

  std::string out_;
  std::string err_;
};

TEST_F(CallbacksCommandTest, ListsWhatIsNotDoneWithoutSecrets) {
  given_up();
  EXPECT_EQ(run({"list"}), 0);
  EXPECT_NE(out_.find("https://host/hook  job"), std::string::npos) << out_;
  EXPECT_NE(out_.find("given up  (HTTP 410)"), std::string::npos) << out_;
  EXPECT_EQ(out_.find("sesame"), std::string::npos);
  EXPECT_EQ(out_.find("token"), std::string::npos);
}

TEST_F(CallbacksCommandTest, ListsByStatusAndChannel) {
  given_up();
  begun_job({{"amqp", pipeline_}});
  EXPECT_EQ(run({"list", "--status", "pending"}), 0);
  EXPECT_EQ(out_.find("HTTP 410"), std::string::npos);
  EXPECT_NE(out_.find("amqp"), std::string::npos);
  EXPECT_EQ(run({"list", "--channel", "webhook", "--status", "done"}), 0);
  EXPECT_EQ(out_, "");
}

TEST_F(CallbacksCommandTest, ListsMoreThanAPage) {
  for (int i = 0; i < 120; ++i) begun_job({{"amqp", pipeline_}});
  EXPECT_EQ(run({"list"}), 0);
  EXPECT_EQ(std::count(out_.begin(), out_.end(), '\n'), 120);
}

TEST_F(CallbacksCommandTest, ReplaysOne) {
  const auto number = std::to_string(given_up());
  EXPECT_EQ(run({"replay", number}), 0);
  EXPECT_EQ(deliveries("webhook").at(0).status, jobs::DeliveryStatus::kPending);
  EXPECT_NE(run({"replay", number}), 0);  // it is pending
  EXPECT_NE(err_.find("pending"), std::string::npos) << err_;
}

TEST_F(CallbacksCommandTest, ReplaysAllThatWereGivenUp) {
  given_up();
  given_up();
  EXPECT_EQ(run({"replay", "--all-given-up"}), 0);
  EXPECT_EQ(out_, "2 deliveries were scheduled again.\n");
  EXPECT_EQ(run({"replay", "--all-given-up"}), 0);
  EXPECT_EQ(out_, "0 deliveries were scheduled again.\n");
}

TEST_F(CallbacksCommandTest, RefusesWhatIsNotThereOrNotSaid) {
  EXPECT_NE(run({"replay", "999"}), 0);
  EXPECT_NE(run({"replay"}), 0);
  EXPECT_NE(err_.find("--all-given-up"), std::string::npos) << err_;
  EXPECT_NE(run({"replay", "1", "--all-given-up"}), 0);
  EXPECT_NE(run({"list", "--channel", "pigeon"}), 0);
  EXPECT_NE(run({}), 0);
}

}  // namespace
}  // namespace smarttag::cli
