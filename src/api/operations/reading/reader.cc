#include "api/operations/reading/reader.h"
#include "base/text/ascii.h"
#include "base/text/unicode.h"
#include "base/timestamp.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace smarttag::api {
namespace {

std::optional<std::int64_t> number_in(const results::Json& value) {
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (!value.is_string()) return std::nullopt;
  const auto& text = value.get_ref<const std::string&>();
  std::int64_t number = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (bad != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

const results::Json* Reader::find(std::string_view name) const {
  const auto found = object_.find(std::string(name));
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

bool Reader::has(std::string_view name) const {
  const auto* value = find(name);
  return value != nullptr && !(value->is_string() && value->get_ref<const std::string&>().empty());
}

std::optional<std::string> Reader::sent_text(std::string_view name) {
  const auto* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return value->get<std::string>();
  fault(fmt::format("{} must be a text.", name));
  return std::nullopt;
}

std::string Reader::text(std::string_view name) { return sent_text(name).value_or(""); }

std::string Reader::characters(std::string_view name, std::size_t most) {
  auto text = this->text(name);
  if (const auto count = count_code_points(text); count > most)
    fault(fmt::format("{} may have {} characters at most; this one has {}.", name, most, count));
  return text;
}

std::optional<int> Reader::sent_integer(std::string_view name, int least, int most) {
  if (!has(name)) return std::nullopt;
  const auto number = number_in(*find(name));
  if (number && *number >= least && *number <= most) return static_cast<int>(*number);
  fault(fmt::format("{} must be a whole number from {} to {}.", name, least, most));
  return std::nullopt;
}

int Reader::integer(std::string_view name, int fallback, int least, int most) {
  return sent_integer(name, least, most).value_or(fallback);
}

bool Reader::boolean(std::string_view name, bool fallback) const {
  const auto* value = find(name);
  return value != nullptr && value->is_boolean() ? value->get<bool>() : fallback;
}

std::string Reader::choice(std::string_view name, std::initializer_list<std::string_view> choices,
                           std::string_view fallback) {
  auto text = this->text(name);
  if (text.empty()) return std::string(fallback);
  if (std::find(choices.begin(), choices.end(), text) == choices.end())
    fault(fmt::format("{} must be one of: {}.", name, fmt::join(choices, ", ")));
  return text;
}

std::optional<Time> Reader::time(std::string_view name) {
  const auto text = this->text(name);
  if (text.empty()) return std::nullopt;
  auto time = parse_timestamp(text);
  if (!time) fault(fmt::format("{} must be a time in UTC such as 2017-01-11T12:00:00Z.", name));
  return time;
}

std::vector<std::string> Reader::names(std::string_view name) {
  std::vector<std::string> parts;
  const std::string whole = text(name);
  for (std::size_t from = 0; from <= whole.size();) {
    const auto to = std::min(whole.find(',', from), whole.size());
    std::string part(trim_blanks(std::string_view(whole).substr(from, to - from)));
    if (!part.empty()) parts.push_back(std::move(part));
    from = to + 1;
  }
  return parts;
}

results::Json Reader::json_object(std::string_view name) {
  const auto text = this->text(name);
  if (text.empty()) return nullptr;
  const auto json = results::parse(text, results::kRequestLimits);
  if (json && json->is_object()) return *json;
  fault(fmt::format("{} must be a JSON object.{}", name, json ? "" : " " + json.error().client.text));
  return nullptr;
}

void Reader::fault(std::string text) {
  if (!fault_) fault_ = std::move(text);
}

Result<void> Reader::checked() const {
  if (fault_) return fail(ErrorKind::kUsage, *fault_);
  return {};
}

}  // namespace smarttag::api
