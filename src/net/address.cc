#include "net/address.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/text/ascii.h"

namespace smarttag::net {
namespace {

struct SpecialRange {
  std::string_view range;
  std::string_view name;
};

// The first row that holds an address names it, so that narrower ranges stand before wider ones.
constexpr std::array kSpecial{
    SpecialRange{"0.0.0.0/8", "this network"},
    SpecialRange{"10.0.0.0/8", "private network"},
    SpecialRange{"100.64.0.0/10", "shared address space"},
    SpecialRange{"127.0.0.0/8", "loopback"},
    SpecialRange{"168.63.129.16/32",
                 "cloud platform"},  // Azure's platform endpoint, a public address by form
    SpecialRange{"169.254.0.0/16", "link-local"},
    SpecialRange{"172.16.0.0/12", "private network"},
    SpecialRange{"192.0.0.0/24", "protocol assignment"},
    SpecialRange{"192.0.2.0/24", "documentation"},
    SpecialRange{"192.88.99.0/24", "6to4 relay"},
    SpecialRange{"192.168.0.0/16", "private network"},
    SpecialRange{"198.18.0.0/15", "benchmarking"},
    SpecialRange{"198.51.100.0/24", "documentation"},
    SpecialRange{"203.0.113.0/24", "documentation"},
    SpecialRange{"224.0.0.0/4", "multicast"},
    SpecialRange{"240.0.0.0/4", "reserved"},
    SpecialRange{"::/128", "unspecified"},
    SpecialRange{"::1/128", "loopback"},
    SpecialRange{"::/96", "IPv4-compatible"},
    SpecialRange{"::ffff:0:0/96", "IPv4-mapped"},
    SpecialRange{"64:ff9b::/96", "NAT64"},
    SpecialRange{"64:ff9b:1::/48", "NAT64"},
    SpecialRange{"100::/64", "discard"},
    SpecialRange{"2001::/32", "Teredo"},
    SpecialRange{"2001:2::/48", "benchmarking"},
    SpecialRange{"2001::/23", "protocol assignment"},
    SpecialRange{"2001:db8::/32", "documentation"},
    SpecialRange{"2002::/16", "6to4"},
    SpecialRange{"3fff::/20", "documentation"},
    SpecialRange{"fc00::/7", "unique local"},
    SpecialRange{"fe80::/10", "link-local"},
    SpecialRange{"fec0::/10", "site-local"},
    SpecialRange{"ff00::/8", "multicast"},
};

struct NamedRange {
  AddressRange range;
  std::string_view name;
};

const std::vector<NamedRange>& special_ranges() {
  static const std::vector<NamedRange> ranges = [] {
    std::vector<NamedRange> parsed;
    parsed.reserve(kSpecial.size());
    for (const auto& row : kSpecial) parsed.push_back({AddressRange::parse(row.range).value(), row.name});
    return parsed;
  }();
  return ranges;
}

constexpr int width(const Address& address) { return address.v6 ? 128 : 32; }

bool same_prefix(const Address& a, const Address& b, int bits) {
  const int whole = bits / 8;
  if (std::memcmp(a.bytes.data(), b.bytes.data(), static_cast<std::size_t>(whole)) != 0) return false;
  if (bits % 8 == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xff << (8 - bits % 8));
  const auto at = static_cast<std::size_t>(whole);
  return ((a.bytes.at(at) ^ b.bytes.at(at)) & mask) == 0;
}

bool zero_behind(const Address& address, int prefix) {
  for (int bit = prefix; bit < width(address); ++bit)
    if ((address.bytes.at(static_cast<std::size_t>(bit / 8)) >> (7 - bit % 8) & 1) != 0) return false;
  return true;
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  const std::string terminated{text};
  Address address;
  address.v6 = text.find(':') != std::string_view::npos;
  if (inet_pton(address.v6 ? AF_INET6 : AF_INET, terminated.c_str(), address.bytes.data()) != 1)
    return std::nullopt;
  return address;
}

std::optional<Address> address_of(const sockaddr& socket_address) {
  Address address;
  if (socket_address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &socket_address, sizeof in);
    std::memcpy(address.bytes.data(), &in.sin_addr, sizeof in.sin_addr);
    return address;
  }
  if (socket_address.sa_family != AF_INET6) return std::nullopt;
  sockaddr_in6 in{};
  std::memcpy(&in, &socket_address, sizeof in);
  address.v6 = true;
  std::memcpy(address.bytes.data(), &in.sin6_addr, sizeof in.sin6_addr);
  return address;
}

std::string to_text(const Address& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(address.v6 ? AF_INET6 : AF_INET, address.bytes.data(), text.data(), text.size());
  return text.data();
}

std::optional<AddressRange> AddressRange::parse(std::string_view text) {
  const auto slash = text.find('/');
  const auto base = parse_address(text.substr(0, slash));
  if (!base) return std::nullopt;
  AddressRange range;
  range.base_ = *base;
  range.prefix_ = width(*base);
  if (slash != std::string_view::npos) {
    const auto digits = text.substr(slash + 1);
    const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), range.prefix_);
    if (bad != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    if (range.prefix_ < 0 || range.prefix_ > width(*base)) return std::nullopt;
  }
  if (!zero_behind(range.base_, range.prefix_)) return std::nullopt;
  return range;
}

bool AddressRange::holds(const Address& address) const {
  return address.v6 == base_.v6 && same_prefix(address, base_, prefix_);
}

std::optional<std::string_view> special_class(const Address& address) {
  const auto& ranges = special_ranges();
  const auto found =
      std::find_if(ranges.begin(), ranges.end(), [&](const NamedRange& r) { return r.range.holds(address); });
  if (found != ranges.end()) return found->name;
  static const auto kGlobalUnicast = AddressRange::parse("2000::/3").value();
  if (address.v6 && !kGlobalUnicast.holds(address)) return "reserved";
  return std::nullopt;
}

Result<AddressRule> AddressRule::allowing(std::string_view ranges) {
  AddressRule rule;
  while (!ranges.empty()) {
    const auto comma = ranges.find(',');
    const auto text = trim_blanks(ranges.substr(0, comma));
    ranges.remove_prefix(comma == std::string_view::npos ? ranges.size() : comma + 1);
    if (text.empty()) continue;
    const auto range = AddressRange::parse(text);
    if (!range)
      return fail(
          ErrorKind::kUsage,
          fmt::format("Invalid address range '{}'. Use ranges such as 10.0.0.0/8 or fd00::/8.", text));
    rule.allowed_.push_back(*range);
  }
  return rule;
}

std::optional<std::string_view> AddressRule::refusal(const Address& address) const {
  const auto special = special_class(address);
  if (!special) return std::nullopt;
  const bool allowed =
      std::any_of(allowed_.begin(), allowed_.end(), [&](const AddressRange& r) { return r.holds(address); });
  return allowed ? std::nullopt : special;
}

}  // namespace smarttag::net
