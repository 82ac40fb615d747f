#include "tagging/job_spec.h"

#include <algorithm>
#include <cctype>

#include <spdlog/fmt/fmt.h>

#include "results/json.h"
#include "tagging/result_kinds.h"

namespace smarttag::tagging {
namespace {

bool same_but_for_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::vector<std::string> every_type() {
  std::vector<std::string> all;
  for (const auto& kind : result_kinds()) all.emplace_back(kind.name);
  return all;
}

// needAsrData and its like: a boolean, which clients also send as the text "true".
Result<bool> flag_of(const results::Json& value, const std::string& key) {
  if (value.is_boolean()) return value.get<bool>();
  if (value == "true" || value == "false") return value == "true";
  return fail(ErrorKind::kUsage, fmt::format("Params: {} must be true or false.", key));
}

struct ParamType {
  std::string_view key;
  std::string_view type;
};
constexpr ParamType kParamTypes[] = {
    {"needAsrData", "ASR"}, {"needOcrData", "OCR"}, {"needMetaData", "Meta"}};

}  // namespace

Result<std::vector<std::string>> parse_types(std::string_view list) {
  const auto all = every_type();
  std::vector<std::string> types;
  while (true) {
    const auto comma = list.find(',');
    const auto word = trimmed(list.substr(0, comma));
    if (same_but_for_case(word, "all")) return all;
    const auto known = std::find_if(all.begin(), all.end(),
                                    [&](const std::string& t) { return same_but_for_case(t, word); });
    if (known == all.end())
      return fail(ErrorKind::kUsage,
                  fmt::format("There is no result type '{}'. Known: all, {}.", word, fmt::join(all, ", ")));
    types.push_back(*known);
    if (comma == std::string_view::npos) return types;
    list.remove_prefix(comma + 1);
  }
}

Result<std::vector<std::string>> types_of_params(std::string_view params_json) {
  auto json = results::parse(params_json);
  if (!json) return tl::unexpected(std::move(json).error());
  if (!json->is_object()) return fail(ErrorKind::kUsage, "Params must be a JSON object.");
  std::vector<std::string> types{"VideoLabel", "ImageLabel"};
  for (const auto& [key, value] : json->items()) {
    const std::string& name = key;
    const auto* known = std::find_if(std::begin(kParamTypes), std::end(kParamTypes),
                                     [&](const ParamType& p) { return p.key == name; });
    if (known == std::end(kParamTypes)) {
      if (name == "nlpParams")
        return fail(ErrorKind::kUsage, "Params: nlpParams is not supported yet. Leave it out.");
      return fail(
          ErrorKind::kUsage,
          fmt::format("Params: '{}' is not known. Known: needAsrData, needOcrData, needMetaData.", name));
    }
    auto wanted = flag_of(value, name);
    if (!wanted) return tl::unexpected(std::move(wanted).error());
    if (*wanted) types.emplace_back(known->type);
  }
  return types;
}

std::string to_text(const JobSpec& spec) {
  return results::dump({{"title", spec.title}, {"types", spec.types}});
}

Result<JobSpec> job_spec_from(std::string_view text) {
  auto json = results::parse(text);
  if (!json) return tl::unexpected(std::move(json).error());
  try {
    return JobSpec{json->at("title").get<std::string>(), json->at("types").get<std::vector<std::string>>()};
  } catch (const nlohmann::json::exception& e) {
    return fail(ErrorKind::kInternal, "The job's specification does not parse.", e.what());
  }
}

}  // namespace smarttag::tagging
