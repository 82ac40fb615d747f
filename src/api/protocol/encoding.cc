#include "api/protocol/encoding.h"

#include <algorithm>
#include <charconv>

#include "results/json.h"

namespace smarttag::api {
namespace {

void append_hex(std::string& out, unsigned char byte, std::string_view digits) {
  out += digits[byte >> 4U];
  out += digits[byte & 15U];
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

}  // namespace smarttag::api
