#include "net/address.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>

#include <gtest/gtest.h>

namespace smarttag::net {
namespace {

struct Row {
  std::string_view address;
  std::string_view name;  // empty: public
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.address; }

class SpecialClass : public testing::TestWithParam<Row> {};

TEST_P(SpecialClass, IsNamedAsTheRegistryNamesIt) {
  const auto address = parse_address(GetParam().address);
  ASSERT_TRUE(address);
  EXPECT_EQ(special_class(*address).value_or(""), GetParam().name);
}

// First and last address of each range, and the public neighbours of each.
INSTANTIATE_TEST_SUITE_P(
    Registry, SpecialClass,
    testing::Values(
        Row{"0.0.0.0", "this network"}, Row{"0.255.255.255", "this network"}, Row{"1.0.0.0", ""},
        Row{"9.255.255.255", ""}, Row{"10.0.0.0", "private network"},
        Row{"10.255.255.255", "private network"}, Row{"11.0.0.0", ""}, Row{"100.63.255.255", ""},
        Row{"100.64.0.0", "shared address space"}, Row{"100.100.100.200", "shared address space"},
        Row{"100.127.255.255", "shared address space"}, Row{"100.128.0.0", ""}, Row{"126.255.255.255", ""},
        Row{"127.0.0.1", "loopback"}, Row{"127.255.255.254", "loopback"}, Row{"128.0.0.0", ""},
        Row{"168.63.129.16", "cloud platform"}, Row{"168.63.129.17", ""}, Row{"169.253.255.255", ""},
        Row{"169.254.169.254", "link-local"}, Row{"169.255.0.0", ""}, Row{"172.15.255.255", ""},
        Row{"172.16.0.0", "private network"}, Row{"172.31.255.255", "private network"}, Row{"172.32.0.0", ""},
        Row{"192.0.0.192", "protocol assignment"}, Row{"192.0.1.0", ""}, Row{"192.0.2.1", "documentation"},
        Row{"192.0.3.0", ""}, Row{"192.88.99.1", "6to4 relay"}, Row{"192.167.255.255", ""},
        Row{"192.168.1.1", "private network"}, Row{"192.169.0.0", ""}, Row{"198.17.255.255", ""},
        Row{"198.18.0.0", "benchmarking"}, Row{"198.19.255.255", "benchmarking"}, Row{"198.20.0.0", ""},
        Row{"198.51.100.7", "documentation"}, Row{"203.0.113.255", "documentation"}, Row{"203.0.114.0", ""},
        Row{"223.255.255.255", ""}, Row{"224.0.0.1", "multicast"}, Row{"239.255.255.255", "multicast"},
        Row{"240.0.0.1", "reserved"}, Row{"255.255.255.255", "reserved"}, Row{"8.8.8.8", ""},
        Row{"::", "unspecified"}, Row{"::1", "loopback"}, Row{"::2", "IPv4-compatible"},
        Row{"::8.8.8.8", "IPv4-compatible"}, Row{"::127.0.0.1", "IPv4-compatible"},
        Row{"::ffff:127.0.0.1", "IPv4-mapped"}, Row{"::ffff:8.8.8.8", "IPv4-mapped"},
        Row{"::ffff:0:7f00:1", "reserved"}, Row{"64:ff9b::7f00:1", "NAT64"}, Row{"64:ff9b:1::1", "NAT64"},
        Row{"100::1", "discard"}, Row{"1fff::1", "reserved"}, Row{"2000::", ""}, Row{"2001::1", "Teredo"},
        Row{"2001:2::1", "benchmarking"}, Row{"2001:10::1", "protocol assignment"},
        Row{"2001:1ff:ffff::1", "protocol assignment"}, Row{"2001:200::1", ""},
        Row{"2001:db8::1", "documentation"}, Row{"2001:db9::1", ""}, Row{"2002:7f00:1::", "6to4"},
        Row{"2003::1", ""}, Row{"2606:4700::1111", ""}, Row{"3fff::1", "documentation"},
        Row{"3fff:1000::1", ""}, Row{"4000::1", "reserved"}, Row{"5f00::1", "reserved"},
        Row{"fc00::1", "unique local"}, Row{"fd00:ec2::254", "unique local"}, Row{"fe80::1", "link-local"},
        Row{"febf::1", "link-local"}, Row{"fec0::1", "site-local"}, Row{"ff02::1", "multicast"}));

TEST(Address, OnlyThePlainFormIsAnAddress) {
  for (const auto* text : {"", "2130706433", "0177.0.0.1x", "127.1", "0x7f.0.0.1", "256.0.0.1", "1.2.3.4.5",
                           "[::1]", "fe80::1%eth0", ":::", "1.2.3.4 ", "localhost"})
    EXPECT_FALSE(parse_address(text)) << text;
}

TEST(Address, GoesToTextAndBack) {
  for (const auto* text : {"127.0.0.1", "::1", "::ffff:10.0.0.1", "2606:4700::1111"})
    EXPECT_EQ(to_text(parse_address(text).value()), text);
}

TEST(Address, IsTakenFromASocketAddress) {
  sockaddr_in6 in6{};
  in6.sin6_family = AF_INET6;
  in6.sin6_addr = in6addr_loopback;
  sockaddr_storage storage{};
  std::memcpy(&storage, &in6, sizeof in6);
  const auto* generic = reinterpret_cast<const sockaddr*>(&storage);
  EXPECT_EQ(to_text(address_of(*generic).value()), "::1");
  storage.ss_family = AF_UNIX;
  EXPECT_FALSE(address_of(*generic));
}

TEST(AddressRange, RefusesInvalidRanges) {
  for (const auto* text : {"", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.1/8",
                           "fd00::/129", "fd00::1/8", "10.0.0.0/8/8", "local"})
    EXPECT_FALSE(AddressRange::parse(text)) << text;
}

TEST(AddressRange, AnAddressAloneIsARangeOfOne) {
  const auto range = AddressRange::parse("127.0.0.1");
  ASSERT_TRUE(range);
  EXPECT_TRUE(range->holds(parse_address("127.0.0.1").value()));
  EXPECT_FALSE(range->holds(parse_address("127.0.0.2").value()));
}

TEST(AddressRange, NeverHoldsTheOtherFamily) {
  const auto everything = AddressRange::parse("0.0.0.0/0");
  ASSERT_TRUE(everything);
  EXPECT_TRUE(everything->holds(parse_address("127.0.0.1").value()));
  EXPECT_FALSE(everything->holds(parse_address("::").value()));
  EXPECT_FALSE(everything->holds(parse_address("::ffff:127.0.0.1").value()));
}

TEST(AddressRule, RefusesSpecialAddressesUnlessAllowed) {
  const auto rule = AddressRule::allowing("10.1.0.0/16, fd00::/8,");
  ASSERT_TRUE(rule);
  const auto refusal = [&](std::string_view text) {
    return rule->refusal(parse_address(text).value()).value_or("");
  };
  EXPECT_EQ(refusal("10.1.2.3"), "");
  EXPECT_EQ(refusal("fd12::1"), "");
  EXPECT_EQ(refusal("8.8.8.8"), "");
  EXPECT_EQ(refusal("10.2.0.0"), "private network");
  EXPECT_EQ(refusal("::ffff:10.1.2.3"), "IPv4-mapped");
  EXPECT_EQ(AddressRule().refusal(parse_address("10.1.2.3").value()).value_or(""), "private network");
}

TEST(AddressRule, NamesTheInvalidRange) {
  const auto rule = AddressRule::allowing("10.0.0.0/8,lan");
  ASSERT_FALSE(rule);
  EXPECT_EQ(rule.error().kind, ErrorKind::kUsage);
  EXPECT_NE(rule.error().client.text.find("'lan'"), std::string::npos);
}

}  // namespace
}  // namespace smarttag::net
