#include "tagging/job_request.h"

#include <algorithm>
#include <iterator>

#include <spdlog/fmt/fmt.h>

#include "results/json.h"
#include "tagging/building/language/nlp_params.h"
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

// What Params ask for.
struct Asked {
  std::vector<std::string> types;  // of results
  std::optional<NlpParams> nlp;
};

Result<Asked> types_of_params(std::string_view params_json) {
  auto json = results::parse(params_json);
  if (!json) return tl::unexpected(std::move(json).error());
  if (!json->is_object()) return fail(ErrorKind::kUsage, "Params must be a JSON object.");
  Asked asked;
  for (const auto& [key, value] : json->items()) {
    const std::string& name = key;
    const auto* known = std::find_if(std::begin(kParamTypes), std::end(kParamTypes),
                                     [&](const ParamType& p) { return p.key == name; });
    if (known == std::end(kParamTypes)) {
      if (name == "nlpParams") {
        auto nlp = nlp_params_from(value);
        if (!nlp) return tl::unexpected(std::move(nlp).error());
        asked.nlp = std::move(*nlp);
        if (asked.nlp) asked.types.emplace_back("NLP");
        continue;
      }
      return fail(
          ErrorKind::kUsage,
          fmt::format("Params: '{}' is not known. Known: needAsrData, needOcrData, needMetaData, nlpParams.",
                      name));
    }
    auto wanted = flag_of(value, name);
    if (!wanted) return tl::unexpected(std::move(wanted).error());
    if (*wanted) asked.types.emplace_back(known->type);
  }
  return asked;
}

}  // namespace

Result<JobSpec> job_spec_of(const JobRequest& request) {
  auto config = template_config_from(request.template_json.empty() ? "{}" : request.template_json);
  if (!config) return tl::unexpected(std::move(config).error());
  auto asked = types_of_params(request.params_json.empty() ? "{}" : request.params_json);
  if (!asked) return tl::unexpected(std::move(asked).error());

  JobSpec spec{request.title, {}, std::move(config->labels), std::move(config->faces)};
  spec.things = std::move(config->things);
  spec.described = std::move(config->described);
  spec.label_version = request.label_version.empty() ? config->label_version : request.label_version;
  spec.keywords = std::move(config->keywords);
  spec.categories = std::move(config->categories);
  spec.knowledge = std::move(config->knowledge);
  const auto classified = std::find(spec.labels.begin(), spec.labels.end(), "classification");
  if (spec.label_version == "2.0-custom" && !spec.categories.empty() && classified == spec.labels.end())
    spec.labels.emplace_back("classification");  // who gives categories asks for them
  if (spec.label_version != "1.0")
    spec.types = {"CPVLabel"};
  else if (!spec.labels.empty())
    spec.types = {"VideoLabel", "ImageLabel"};
  std::move(config->results.begin(), config->results.end(), std::back_inserter(spec.types));
  std::move(asked->types.begin(), asked->types.end(), std::back_inserter(spec.types));
  spec.nlp = std::move(asked->nlp);
  if (spec.types.empty())
    return fail(ErrorKind::kUsage,
                "Nothing would be returned. Ask for the speech and the text themselves by Params "
                "{\"needAsrData\":true,\"needOcrData\":true}, for what they tell of by AnalyseTypes nlp "
                "(TextLabel), or for more "
                "AnalyseTypes (face, object, scene, subtitle).");
  return spec;
}

Result<void> check_template(std::string_view config_json) {
  if (config_json.empty()) return {};
  auto config = template_config_from(config_json);
  if (!config) return tl::unexpected(std::move(config).error());
  return {};
}

}  // namespace smarttag::tagging
