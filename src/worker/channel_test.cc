#include "worker/channel.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>

#include <gtest/gtest.h>

namespace smarttag::worker {
namespace {

using std::chrono::milliseconds;

// The bytes of a message as they stand on the wire.
std::string wire(std::uint64_t length, const std::string& text) {
  std::string bytes(sizeof length, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  return bytes + text;
}

class ChannelTest : public ::testing::Test {
 protected:
  void write(const std::string& bytes) {
    ASSERT_EQ(::write(ends_.first.fd(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }

  std::pair<Channel, Channel> ends_ = Channel::pair().value();
  Channel& reader_ = ends_.second;
  const Descriptor file_{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
};

TEST_F(ChannelTest, CarriesAMessageAndUpToFourDescriptorsInOrder) {
  const Descriptor other(::open("/dev/zero", O_RDONLY | O_CLOEXEC));
  ASSERT_TRUE(
      ends_.first.send({{"job", "ünïcode"}}, std::array{file_.get(), other.get(), file_.get(), file_.get()}));
  ASSERT_TRUE(ends_.first.send({{"job", 2}}));
  const auto message = reader_.receive(milliseconds(1000));
  ASSERT_TRUE(message && *message);
  EXPECT_EQ((*message)->json["job"], "ünïcode");
  ASSERT_EQ((*message)->descriptors.size(), 4U);
  const auto second = std::to_string((*message)->descriptors[1].get());
  EXPECT_EQ(std::filesystem::read_symlink("/proc/self/fd/" + second), "/dev/zero");
  EXPECT_NE(::fcntl((*message)->descriptors[1].get(), F_GETFD) & FD_CLOEXEC, 0);
  const auto next = reader_.receive(milliseconds(1000));
  ASSERT_TRUE(next && *next);
  EXPECT_TRUE((*next)->descriptors.empty());
}

TEST_F(ChannelTest, MoreThanFourDescriptorsAreRefusedOnBothSides) {
  const std::array five{file_.get(), file_.get(), file_.get(), file_.get(), file_.get()};
  const auto sent = ends_.first.send({{"job", 1}}, five);
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().kind, ErrorKind::kInternal);
  // One byte of a message with each four: what another program might send.
  const std::string text = wire(1000, "{");
  for (char byte : text.substr(0, 2)) {
    iovec part{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * 4)> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int) * 4);
    std::memcpy(CMSG_DATA(header), five.data(), sizeof(int) * 4);
    ASSERT_EQ(::sendmsg(ends_.first.fd(), &message, 0), 1);
  }
  EXPECT_FALSE(reader_.receive(milliseconds(1000)));
}

TEST_F(ChannelTest, TimeoutReturnsNothing) {
  const auto message = reader_.receive(milliseconds(1));
  ASSERT_TRUE(message);
  EXPECT_FALSE(*message);
}

TEST_F(ChannelTest, TimeoutInsideAMessageIsResumable) {
  const std::string bytes = wire(9, R"({"job":1})");
  for (const std::size_t part : {std::size_t{3}, std::size_t{12}}) {
    write(bytes.substr(part == 3 ? 0 : 3, part == 3 ? 3 : part - 3));
    const auto message = reader_.receive(milliseconds(20));
    ASSERT_TRUE(message);
    EXPECT_FALSE(*message);
  }
  write(bytes.substr(12));
  const auto message = reader_.receive(milliseconds(1000));
  ASSERT_TRUE(message && *message);
  EXPECT_EQ((*message)->json["job"], 1);
}

TEST_F(ChannelTest, SendGivesUpWhenThePeerDoesNotRead) {
  int asked = 0;
  const auto sent =
      ends_.first.send({{"job", std::string(std::size_t{4} << 20, 'a')}}, {}, [&] { return ++asked > 1; });
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().kind, ErrorKind::kInterrupted);
}

TEST_F(ChannelTest, ClosedPeerIsACrash) {
  { const Channel gone = std::move(ends_.first); }
  const auto message = reader_.receive(milliseconds(1000));
  ASSERT_FALSE(message);
  EXPECT_EQ(message.error().kind, ErrorKind::kAnalysisCrashed);
  EXPECT_FALSE(reader_.send({{"job", 1}}));
}

TEST_F(ChannelTest, GarbageIsACrashNotAMessage) {
  write(wire(4, "{{{{"));
  EXPECT_FALSE(reader_.receive(milliseconds(1000)));
}

TEST_F(ChannelTest, OversizedMessageIsACrashAtOnce) {
  write(wire(kLargestMessage + 1, ""));
  EXPECT_FALSE(reader_.receive(milliseconds(1000)));
}

TEST_F(ChannelTest, ALengthIsNotCutTo32Bits) {
  write(wire((std::uint64_t{1} << 32) + 9, R"({"job":1})"));
  EXPECT_FALSE(reader_.receive(milliseconds(1000)));
}

}  // namespace
}  // namespace smarttag::worker
