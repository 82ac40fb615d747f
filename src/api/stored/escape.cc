#include "api/stored/escape.h"

#include <algorithm>
#include <array>

namespace smarttag::api {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

bool needs_more_than_a_backslash(unsigned char c) { return c < 0x20; }

// A control character: two of them have letters in all kinds of JSON that people read.
void append_control(unsigned char c, std::string& to) {
  switch (c) {
    case '\n':
      to += "\\n";
      return;
    case '\t':
      to += "\\t";
      return;
    case '\r':
      to += "\\r";
      return;
    case '\b':
      to += "\\b";
      return;
    case '\f':
      to += "\\f";
      return;
    default:
      to += "\\u00";
      to += kHex[c >> 4U];
      to += kHex[c & 0xFU];
  }
}

// Without control characters, as results are: in one pass over the bytes, to a place that is large enough.
void append_backslashed(std::string_view text, std::size_t marked, std::string& to) {
  const std::size_t before = to.size();
  to.resize(before + text.size() + marked);
  char* out = to.data() + before;
  for (const char c : text) {
    if (c == '"' || c == '\\') *out++ = '\\';
    *out++ = c;
  }
}

}  // namespace

void append_json_escaped(std::string_view text, std::string& to) {
  // Both counts run many bytes at a time.
  const auto marked = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return c == '"' || c == '\\'; }));
  const auto controls = std::count_if(text.begin(), text.end(), [](char c) {
    return needs_more_than_a_backslash(static_cast<unsigned char>(c));
  });
  if (controls == 0) return append_backslashed(text, marked, to);
  for (const char c : text) {
    if (needs_more_than_a_backslash(static_cast<unsigned char>(c)))
      append_control(static_cast<unsigned char>(c), to);
    else
      append_backslashed({&c, 1}, c == '"' || c == '\\' ? 1 : 0, to);
  }
}

void append_xml_escaped(std::string_view text, std::string& to) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const std::string_view three = text.substr(i, 3);
    if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
      to += kReplacement;
      i += 2;
    } else if (c == '\r') {
      to += "&#13;";
    } else if (static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\n') {
      to += kReplacement;
    } else if (c == '&' || c == '<' || c == '>') {
      to += c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;";
    } else {
      to += c;
    }
  }
}

}  // namespace smarttag::api
