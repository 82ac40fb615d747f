#include "results/schema/values.h"

#include <algorithm>
#include <array>
#include <string>

#include <spdlog/fmt/fmt.h>

#include "base/text/ascii.h"
#include "results/json.h"

namespace smarttag::results {
namespace {

constexpr double kMostSeconds = 3'600'000;  // 1,000 hours; no input may be longer than 720

constexpr std::array<std::string_view, 7> kTimes{"from",      "to",      "start",    "end",
                                                 "startTime", "endTime", "timestamp"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kSpans{
    {{"from", "to"}, {"start", "end"}, {"startTime", "endTime"}}};
constexpr std::array<std::string_view, 3> kOneLine{"content", "text", "headline"};

template <class List>
bool has(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool has_controls(std::string_view text, bool one_line) {
  const auto is_bad = [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    const bool space = byte == '\t' || (!one_line && (byte == '\n' || byte == '\r'));
    return (byte < 0x20 && !space) || byte == 0x7f;
  };
  // NEL, and the separators of lines and paragraphs.
  const auto has_break = [&](const char* mark) { return text.find(mark) != std::string_view::npos; };
  return std::any_of(text.begin(), text.end(), is_bad) ||
         (one_line && (has_break("\xc2\x85") || has_break("\xe2\x80\xa8") || has_break("\xe2\x80\xa9")));
}

bool are_exchanged(const Json& first, std::size_t a, const Json& second, std::size_t b) {
  return first.is_array() && second.is_array() && first.size() > a && second.size() > b &&
         first[a].is_number() && second[b].is_number() && first[a].get<double>() > second[b].get<double>();
}

// One result on its way through; the place is a path such as "#/details/3/from".
class Walk {
 public:
  explicit Walk(std::string_view type)
      : type_(type), most_(type == "NLP" ? kMostSeconds * 1000 : kMostSeconds) {}

  std::string fault_in(const Json& value, const std::string& place, std::string_view name) const {
    if (value.is_object()) return fault_in_object(value, place);
    if (value.is_string()) return fault_in_text(value.get_ref<const std::string&>(), place, name);
    if (value.is_number() && has(kTimes, name) && value.get<double>() > most_)
      return place + " is a time beyond 1,000 hours.";
    if (!value.is_array()) return {};
    std::size_t number = 0;
    for (const auto& item : value)
      if (auto fault = fault_in(item, fmt::format("{}/{}", place, number++), name); !fault.empty())
        return fault;
    return {};
  }

 private:
  std::string fault_in_object(const Json& object, const std::string& place) const {
    for (const auto& [name, value] : object.items())
      if (auto fault = fault_in(value, place + "/" + name, name); !fault.empty()) return fault;
    for (const auto& [from, to] : kSpans)
      if (const auto begin = object.find(std::string(from)), end = object.find(std::string(to));
          begin != object.end() && end != object.end() && begin->is_number() && end->is_number() &&
          begin->get<double>() > end->get<double>())
        return place + " begins after its end.";
    const auto corner = object.find("leftTop"), opposite = object.find("rightBottom"),
               box = object.find("bbox");
    const bool exchanged =
        (corner != object.end() && opposite != object.end() &&
         (are_exchanged(*corner, 0, *opposite, 0) || are_exchanged(*corner, 1, *opposite, 1))) ||
        (box != object.end() && (are_exchanged(*box, 0, *box, 2) || are_exchanged(*box, 1, *box, 3)));
    return exchanged ? place + " has a box whose right or lower side comes first." : std::string();
  }

  std::string fault_in_text(const std::string& text, const std::string& place, std::string_view name) const {
    const bool one_line = has(kOneLine, name);
    if (has_controls(text, one_line))
      return place +
             (one_line ? " has a line break or another control character." : " has a control character.");
    if (one_line && trim_blanks(text).empty()) return place + " is blank.";
    if (type_ == "ASR" && text.find("-->") != std::string::npos)
      return place + " has \"-->\", which subtitle files take for the times of a cue.";
    return {};
  }

  std::string_view type_;
  double most_;
};

}  // namespace

Result<void> check_values(std::string_view type, std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf"))
    return fail(ErrorKind::kUsage, "It begins with a byte order mark. Leave that out.");
  const auto json = parse(text);
  if (!json) return tl::unexpected(json.error());
  if (auto fault = Walk(type).fault_in(*json, "#", {}); !fault.empty())
    return fail(ErrorKind::kUsage, std::move(fault));
  return {};
}

}  // namespace smarttag::results
