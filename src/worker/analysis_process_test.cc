// The parent's side against a child that was taken over by its input.
#include "worker/analysis_process.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "worker/testing/hostile_child.h"

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "analysis-child")
    return smarttag::worker::testing::HostileChild().run();
  ::testing::InitGoogleMock(&argc, argv);
  return RUN_ALL_TESTS();
}

namespace smarttag::worker {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

class AnalysisProcessTest : public ::testing::Test {
 protected:
  void set(const std::string& name, const std::string& value) { ASSERT_TRUE(settings_.set(name, value)); }

  AnalysisProcess& process() {
    if (!process_) process_.emplace(settings_);
    return *process_;
  }

  // What the parent makes of a child that does this. A child that answers well says its text.
  Error after(const std::string& what, const std::string& owner = "", bool cancelled = false) {
    tagging::JobSpec spec;
    spec.title = what;
    const auto analysis =
        process().run(input_.get(), spec, {{}, [cancelled] { return cancelled; }, "a-job", owner});
    return analysis ? Error{ErrorKind::kInternal, {"no error"}} : analysis.error();
  }

  std::string said(const std::string& what, const std::string& owner = "") {
    const auto error = after(what, owner);
    EXPECT_EQ(error.kind, ErrorKind::kAnalysisFailed) << error.client.text << " " << error.log.text;
    return error.client.text;
  }

  Settings settings_;
  const Descriptor input_{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
  std::optional<AnalysisProcess> process_;
};

TEST_F(AnalysisProcessTest, TheTimeLimitHoldsInTheMiddleOfAMessage) {
  set("time-limit", "1s");
  for (const std::string what : {"stop in a length", "stop in a text"}) {
    EXPECT_EQ(after(what).kind, ErrorKind::kTimeLimit) << what;
    EXPECT_FALSE(process().pid()) << what;
  }
}

TEST_F(AnalysisProcessTest, CancelHoldsInTheMiddleOfAMessage) {
  EXPECT_EQ(after("stop in a text", "", true).kind, ErrorKind::kInterrupted);
  EXPECT_FALSE(process().pid());
}

TEST_F(AnalysisProcessTest, CancelHoldsWhileTheChildReadsNothing) {
  set("threads", std::to_string(testing::kDeaf));
  EXPECT_EQ(after(std::string(std::size_t{2} << 20, 'a'), "", true).kind, ErrorKind::kInterrupted);
  EXPECT_FALSE(process().pid());
}

TEST_F(AnalysisProcessTest, AnUnexpectedMessageEndsTheChildThatLives) {
  for (const std::string what :
       {"announce a terabyte", "say what is not JSON", "say a number", "close the pipe",
        "answer with another nonce", "answer for another job", "say more than the answer",
        "say something unknown", "open for longer than for ever", "send a descriptor"}) {
    EXPECT_EQ(said("hello"), "hello");
    const auto pid = process().pid();
    ASSERT_TRUE(pid) << what;
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(after(what).kind, ErrorKind::kAnalysisCrashed) << what;
    EXPECT_LT(std::chrono::steady_clock::now() - began, 5s) << what;
    EXPECT_FALSE(process().pid()) << what;
    EXPECT_NE(::kill(*pid, 0), 0) << what;
  }
}

TEST_F(AnalysisProcessTest, PreparedAnswerForALaterJobIsRefused) {
  EXPECT_EQ(said("answer twice"), "first");
  EXPECT_EQ(after("hello").kind, ErrorKind::kAnalysisCrashed);
  EXPECT_EQ(said("hello"), "hello") << "another child";
}

TEST_F(AnalysisProcessTest, ChildInheritsOnlyItsPipe) {
  const int open = ::dup(input_.get());  // not close-on-exec
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  EXPECT_EQ(said("descriptors"), "0 1 2 3 4 5 6 ") << "4 to 6 are the input, a scratch file and the output";
  ::close(open);
  ::close(socket);
}

TEST_F(AnalysisProcessTest, TheEnvironmentOfTheChildHoldsNoSecret) {
  ASSERT_EQ(::setenv("SMARTTAG_S3_ACCESS_KEY_SECRET", "hidden", 1), 0);
  ASSERT_EQ(::setenv("AWS_SECRET_ACCESS_KEY", "hidden", 1), 0);
  ASSERT_EQ(::setenv("SMARTTAG_HOME", "/home-of-smarttag", 1), 0);
  const auto environment = said("environment");
  EXPECT_THAT(environment, Not(HasSubstr("hidden")));
  EXPECT_THAT(environment, HasSubstr("SMARTTAG_HOME=/home-of-smarttag\n"));
  for (const char* name : {"SMARTTAG_S3_ACCESS_KEY_SECRET", "AWS_SECRET_ACCESS_KEY", "SMARTTAG_HOME"})
    ASSERT_EQ(::unsetenv(name), 0);
}

TEST_F(AnalysisProcessTest, UsersDoNotShareAChild) {
  EXPECT_EQ(said("hello", "anna"), "hello");
  const auto of_anna = process().pid();
  EXPECT_EQ(said("hello", "anna"), "hello");
  EXPECT_EQ(process().pid(), of_anna) << "one user's jobs keep it warm";
  EXPECT_EQ(said("hello", "bob"), "hello");
  EXPECT_NE(process().pid(), of_anna);
}

TEST_F(AnalysisProcessTest, UsersShareAChildWhereTheOperatorSaysSo) {
  set("share-processes", "true");
  EXPECT_EQ(said("hello", "anna"), "hello");
  const auto of_anna = process().pid();
  EXPECT_EQ(said("hello", "bob"), "hello");
  EXPECT_EQ(process().pid(), of_anna);
}

}  // namespace
}  // namespace smarttag::worker
