#include "tagging/job_request.h"

#include <algorithm>
#include <iterator>

#include <spdlog/fmt/fmt.h>

#include "results/json.h"
#include "tagging/template_config.h"

namespace smarttag::tagging {
namespace {

using results::Json;

struct ParamType {
  std::string_view key;
  std::string_view type;
};
constexpr ParamType kParamTypes[] = {
    {"needAsrData", "ASR"}, {"needOcrData", "OCR"}, {"needMetaData", "Meta"}};

// needAsrData and its like: a boolean, which clients also send as the text "true".
Result<bool> flag_of(const Json& value, const std::string& key) {
  if (value.is_boolean()) return value.get<bool>();
  if (value == "true" || value == "false") return value == "true";
  return fail(ErrorKind::kUsage, fmt::format("Params: {} must be true or false.", key));
}

bool is_empty(const Json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>().empty() || value == "{}";
  return value.is_null() || (value.is_structured() && value.empty());
}

// The result types that Params ask for.
Result<std::vector<std::string>> types_of_params(std::string_view params_json) {
  auto json = results::parse(params_json);
  if (!json) return tl::unexpected(std::move(json).error());
  if (!json->is_object()) return fail(ErrorKind::kUsage, "Params must be a JSON object.");
  std::vector<std::string> types;
  for (const auto& [key, value] : json->items()) {
    const std::string& name = key;
    const auto* known = std::find_if(std::begin(kParamTypes), std::end(kParamTypes),
                                     [&](const ParamType& p) { return p.key == name; });
    if (known == std::end(kParamTypes)) {
      if (name == "nlpParams" && is_empty(value)) continue;  // means: no NLP
      if (name == "nlpParams")
        return fail(ErrorKind::kUsage,
                    "Params: nlpParams is not supported yet. Leave it out; needAsrData gives the speech.");
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

}  // namespace

Result<JobSpec> job_spec_of(const JobRequest& request) {
  auto config = template_config_from(request.template_json.empty() ? "{}" : request.template_json);
  if (!config) return tl::unexpected(std::move(config).error());
  auto asked = types_of_params(request.params_json.empty() ? "{}" : request.params_json);
  if (!asked) return tl::unexpected(std::move(asked).error());

  JobSpec spec{request.title, {}, std::move(config->labels), std::move(config->faces)};
  if (!spec.labels.empty()) spec.types = {"VideoLabel", "ImageLabel"};
  spec.label_version = config->label_version;
  std::move(config->results.begin(), config->results.end(), std::back_inserter(spec.types));
  std::move(asked->begin(), asked->end(), std::back_inserter(spec.types));
  if (spec.types.empty())
    return fail(
        ErrorKind::kUsage,
        "Nothing would be returned: tags from speech and text on screen (TextLabel) are not supported "
        "yet. Ask for the speech and the text themselves by Params {\"needAsrData\":true,"
        "\"needOcrData\":true}, or for more AnalyseTypes (face, object, scene, subtitle).");
  return spec;
}

Result<void> check_template(std::string_view config_json) {
  if (config_json.empty()) return {};
  auto config = template_config_from(config_json);
  if (!config) return tl::unexpected(std::move(config).error());
  return {};
}

}  // namespace smarttag::tagging
