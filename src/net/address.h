// Which addresses the program may dial for a client. Sources: the IANA special-purpose address registries
// (IPv4 and IPv6) and RFC 4291 section 2.4, by which only 2000::/3 is global unicast.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

struct sockaddr;

namespace smarttag::net {

// One address in network order; an IPv4 address fills the first 4 bytes. An IPv4 address inside IPv6
// (::ffff:127.0.0.1) stays an IPv6 address: it never equals its IPv4 form.
struct Address {
  bool v6 = false;
  std::array<std::uint8_t, 16> bytes{};
};

// Nothing unless the text is a plain IPv4 address of four decimal numbers, or an IPv6 address without
// brackets.
std::optional<Address> parse_address(std::string_view text);

// Nothing for a family that is neither IPv4 nor IPv6.
std::optional<Address> address_of(const sockaddr& socket_address);

std::string to_text(const Address& address);

// "10.0.0.0/8", "fd00::/8"; an address alone is a range of one.
class AddressRange {
 public:
  static std::optional<AddressRange> parse(
      std::string_view text);  // nothing when bits are set behind the prefix
  bool holds(const Address& address) const;

 private:
  Address base_;
  int prefix_ = 0;
};

// What kind of special address this is ("loopback", "private network", ...); nothing for one of the public
// internet.
std::optional<std::string_view> special_class(const Address& address);

// The rule for dialling: the public internet, and the ranges that the operator allows.
class AddressRule {
 public:
  AddressRule() = default;

  // The setting allow-private: ranges with commas between, spaces free. kUsage names the one that is no
  // range.
  static Result<AddressRule> allowing(std::string_view ranges);

  // Nothing when the address may be dialled, else why not, as in special_class.
  std::optional<std::string_view> refusal(const Address& address) const;

 private:
  std::vector<AddressRange> allowed_;
};

}  // namespace smarttag::net
