#include "api/protocol/encoding.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

#include "results/json.h"

namespace smarttag::api {
namespace {

struct Digest {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
};

// Hashing fails only when OpenSSL has no memory or is damaged: there is nothing sensible to go on with.
Digest hmac(const EVP_MD* kind, std::string_view key, std::string_view text) {
  Digest out;
  if (HMAC(kind, key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(), out.bytes.data(),
           &out.size) == nullptr)
    std::abort();
  return out;
}

void append_hex(std::string& out, unsigned char byte, std::string_view digits) {
  out += digits[byte >> 4U];
  out += digits[byte & 15U];
}

std::string hex(const Digest& digest) {
  std::string out;
  for (unsigned i = 0; i < digest.size; ++i) append_hex(out, digest.bytes[i], "0123456789abcdef");
  return out;
}

bool unreserved(unsigned char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.' || c == '~';
}

}  // namespace

std::string percent_encoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (unreserved(byte)) {
      out += c;
    } else {
      out += '%';
      append_hex(out, byte, "0123456789ABCDEF");
    }
  }
  return out;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    unsigned char byte = 0;
    if (i + 2 >= text.size()) return std::nullopt;
    const char* digits = text.data() + i + 1;
    const auto [end, error] = std::from_chars(digits, digits + 2, byte, 16);
    if (error != std::errc{} || end != digits + 2) return std::nullopt;
    out += static_cast<char>(byte);
    i += 2;
  }
  return out;
}

bool is_text(std::string_view bytes) {
  const auto plain = [](unsigned char c) { return c != 0 && c < 0x80; };
  if (std::all_of(bytes.begin(), bytes.end(), plain)) return true;
  if (bytes.find('\0') != std::string_view::npos) return false;
  try {
    return !results::Json(bytes).dump().empty();  // throws on what is no UTF-8
  } catch (const nlohmann::json::exception&) {
    return false;
  }
}

std::string hex_sha256(std::string_view bytes) {
  Digest out;
  if (EVP_Digest(bytes.data(), bytes.size(), out.bytes.data(), &out.size, EVP_sha256(), nullptr) != 1)
    std::abort();
  return hex(out);
}

std::string hex_hmac_sha256(std::string_view key, std::string_view bytes) {
  return hex(hmac(EVP_sha256(), key, bytes));
}

std::string base64_hmac_sha1(std::string_view key, std::string_view bytes) {
  const Digest digest = hmac(EVP_sha1(), key, bytes);
  std::array<unsigned char, 64> text{};
  const int size = EVP_EncodeBlock(text.data(), digest.bytes.data(), static_cast<int>(digest.size));
  return {reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(size)};
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace smarttag::api
