#include "jobs/identifier.h"

#include <openssl/rand.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace smarttag::jobs {
namespace {

// Without randomness no identifier is safe: there is nothing sensible to go on with.
template <std::size_t N>
std::array<unsigned char, N> random_bytes() {
  std::array<unsigned char, N> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(N)) != 1) std::abort();
  return bytes;
}

}  // namespace

std::string random_id() { return random_text(32, "0123456789abcdef"); }

std::string random_text(std::size_t length, std::string_view alphabet) {
  // Bytes from the last, incomplete round of the alphabet are dropped, as they would favour its first
  // letters.
  const std::size_t fair = 256 / alphabet.size() * alphabet.size();
  std::string text;
  while (text.size() < length) {
    for (const unsigned char byte : random_bytes<32>())
      if (byte < fair && text.size() < length) text += alphabet[byte % alphabet.size()];
  }
  return text;
}

std::int64_t random_lease() {
  std::int64_t lease = 0;
  while (lease == 0) {
    const auto bytes = random_bytes<sizeof lease>();
    std::memcpy(&lease, bytes.data(), sizeof lease);
    lease &= std::numeric_limits<std::int64_t>::max();
  }
  return lease;
}

}  // namespace smarttag::jobs
