#include "results/json.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <spdlog/fmt/fmt.h>

#include "results/json_builder.h"

namespace smarttag::results {
namespace {

struct Word {
  std::string_view from;
  std::string_view to;
};
// What the library calls the pieces of JSON, and what people call them.
constexpr std::array kWords{
    Word{"end of input", "the end of the text"},
    Word{"string literal", "a text in double quotes"},
    Word{"number literal", "a number"},
    Word{"true literal", "true"},
    Word{"false literal", "false"},
    Word{"null literal", "null"},
    Word{"'[', '{', or a literal", "a value"},
};

std::string in_words(std::string text) {
  for (const Word& word : kWords)
    for (auto at = text.find(word.from); at != std::string::npos; at = text.find(word.from, at))
      text.replace(at, word.from.size(), word.to);
  return text;
}

std::string between(std::string_view text, std::string_view begin, std::string_view end) {
  const auto from = text.find(begin);
  if (from == std::string_view::npos) return {};
  const auto rest = text.substr(from + begin.size());
  return std::string(rest.substr(0, rest.find(end)));
}

// `fault` is such as "[...] parse error at line 1, column 2: syntax error while parsing value - unexpected
// '}'; expected '[', '{', or a literal" or "... - invalid string: missing closing quote; last read: '"a'".
std::string fault_in_words(std::string_view text, std::size_t position, std::string_view fault) {
  const auto blank = [](unsigned char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  if (std::all_of(text.begin(), text.end(), blank)) return "This is not JSON: the text is empty.";
  const auto read = text.substr(0, std::min(position == 0 ? 0 : position - 1, text.size()));
  const auto line = std::count(read.begin(), read.end(), '\n') + 1;
  const auto column = read.size() - (read.find_last_of('\n') + 1) + 1;
  const std::string invalid = between(fault, "invalid ", ";");
  const std::string found = between(fault, "unexpected ", ";");
  const auto expected_at = fault.find("; expected ");
  std::string reason;
  if (!invalid.empty())
    reason = invalid == "literal"
                 ? "a value must be true, false, null, a number, a text in double quotes, a list "
                   "or an object"
                 : "invalid " + invalid;
  else if (expected_at != std::string_view::npos)
    reason = "expected " + std::string(fault.substr(expected_at + 11)) + " but found " + found;
  else
    reason = "unexpected " + found;
  return fmt::format("This is not JSON: line {}, column {}: {}.", line, column, in_words(reason));
}

}  // namespace

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Result<Json> parse(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes)
    return fail(ErrorKind::kUsage, fmt::format("This JSON has more than {} bytes.", limits.bytes));
  JsonBuilder builder(limits);
  if (Json::sax_parse(text, &builder)) return builder.take();
  if (builder.limit()) return fail(ErrorKind::kUsage, "This JSON " + *builder.limit() + ".");
  return fail(ErrorKind::kUsage, fault_in_words(text, builder.fault_position(), builder.fault()));
}

double seconds(double value) { return std::round(value * 1e3) / 1e3; }
double score(double value) { return std::round(value * 1e4) / 1e4; }

}  // namespace smarttag::results
