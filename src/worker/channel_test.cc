#include "worker/channel.h"

#include <fcntl.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace smarttag::worker {
namespace {

using std::chrono::milliseconds;

TEST(Channel, CarriesAMessageAndADescriptor) {
  auto pair = Channel::pair();
  ASSERT_TRUE(pair);
  const Descriptor file(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  ASSERT_TRUE(pair->first.send({{"job", "ünïcode"}}, file.get()));
  const auto message = pair->second.receive(milliseconds(1000));
  ASSERT_TRUE(message && *message);
  EXPECT_EQ((*message)->json["job"], "ünïcode");
  EXPECT_TRUE((*message)->descriptor.valid());
  EXPECT_NE((*message)->descriptor.get(), file.get());
}

TEST(Channel, NothingComesAtTheTimeOut) {
  auto pair = Channel::pair();
  ASSERT_TRUE(pair);
  const auto message = pair->second.receive(milliseconds(1));
  ASSERT_TRUE(message);
  EXPECT_FALSE(*message);
}

TEST(Channel, AClosedOtherSideIsACrash) {
  auto pair = Channel::pair();
  ASSERT_TRUE(pair);
  { const Channel gone = std::move(pair->first); }
  const auto message = pair->second.receive(milliseconds(1000));
  ASSERT_FALSE(message);
  EXPECT_EQ(message.error().kind, ErrorKind::kAnalysisCrashed);
  EXPECT_FALSE(pair->second.send({{"job", 1}}));
}

TEST(Channel, GarbageIsACrashNotAMessage) {
  auto pair = Channel::pair();
  ASSERT_TRUE(pair);
  const std::string garbage("\x04\x00\x00\x00{{{{", 8);
  ASSERT_EQ(::write(pair->first.fd(), garbage.data(), garbage.size()), static_cast<ssize_t>(garbage.size()));
  EXPECT_FALSE(pair->second.receive(milliseconds(1000)));
  const std::string huge("\xff\xff\xff\xff", 4);
  ASSERT_EQ(::write(pair->first.fd(), huge.data(), huge.size()), static_cast<ssize_t>(huge.size()));
  EXPECT_FALSE(pair->second.receive(milliseconds(1000)));
}

}  // namespace
}  // namespace smarttag::worker
