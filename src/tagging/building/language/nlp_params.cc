#include "tagging/building/language/nlp_params.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <spdlog/fmt/fmt.h>

namespace smarttag::tagging {
namespace {

using results::Json;

tl::unexpected<Error> refused(std::string_view name, std::string_view why) {
  return fail(ErrorKind::kUsage, fmt::format("Params: nlpParams: {} {}", name, why));
}

struct SummarizationType {
  std::string_view name;
  bool NlpParts::*part;
};
constexpr std::array kSummarizationTypes{
    SummarizationType{"Paragraph", &NlpParts::paragraph},
    SummarizationType{"Conversational", &NlpParts::conversational},
    SummarizationType{"QuestionsAnswering", &NlpParts::answers},
    SummarizationType{"MindMap", &NlpParts::mind_map},
};

// What is being read: the switches before they are put together.
struct Draft {
  NlpParams params{{true, false, false, false, false, false, false, false}, {}, false, 0, {}};
  bool summarization = false;
  std::optional<NlpParts> types;
};

Result<void> read_switch(std::string_view name, const Json& value, bool& target) {
  if (value.is_boolean())
    target = value.get<bool>();
  else if (value == "true" || value == "false")
    target = value == "true";
  else
    return refused(name, "must be true or false.");
  return {};
}

Result<void> source_language(const Json& value, Draft& draft) {
  if (value == "cn" || value == "zh" || value == "yue") {
    draft.params.language = "zh";
  } else if (value == "en") {
    draft.params.language = "en";
  } else if (value != "fspk" && value != "auto" && value != "") {  // several languages
    return refused("sourceLanguage", "must be one of: cn, en, fspk.");
  }
  return {};
}

Result<void> speaker_count(const Json& value, Draft& draft) {
  if (!value.is_number_integer() || value.get<std::int64_t>() < 0 || value.get<std::int64_t>() > 100)
    return refused("speakerCount", "must be a whole number from 0 to 100.");
  draft.params.speakers = value.get<int>();
  return {};
}

std::vector<std::string> names_in(const std::string& text) {
  std::vector<std::string> names;
  std::string name;
  for (const char c : text + ",") {
    if (c == ',') {
      if (!name.empty()) names.push_back(std::move(name));
      name.clear();
    } else if (c != ' ') {
      name += c;
    }
  }
  return names;
}

Result<void> summarization_types(const Json& value, Draft& draft) {
  std::vector<std::string> names;
  if (value.is_string()) {
    names = names_in(value.get<std::string>());
  } else if (value.is_array() &&
             std::all_of(value.begin(), value.end(), [](const Json& item) { return item.is_string(); })) {
    names = value.get<std::vector<std::string>>();
  } else {
    return refused("summarizationTypes", "must be a list of names with commas between them.");
  }
  NlpParts parts{true, false, false, false, false, false, false, false};
  for (const auto& name : names) {
    const auto* known = std::find_if(kSummarizationTypes.begin(), kSummarizationTypes.end(),
                                     [&](const auto& type) { return type.name == name; });
    if (known == kSummarizationTypes.end())
      return refused("summarizationTypes", fmt::format("has '{}'. Known: Paragraph, Conversational, "
                                                       "QuestionsAnswering, MindMap.",
                                                       name));
    parts.*known->part = true;
  }
  if (!names.empty()) draft.types = parts;
  return {};
}

Result<void> target_languages(const Json& value, Draft& draft) {
  const auto text = value.is_array() ? value : Json::array({value});
  for (const auto& item : text) {
    if (!item.is_string()) return refused("targetLanguages", "must be a list of cn and en.");
    for (const auto& name : names_in(item.get<std::string>())) {
      if (name != "cn" && name != "zh" && name != "en")
        return refused("targetLanguages", fmt::format("has '{}'. Known: cn, en.", name));
      draft.params.targets.push_back(name == "en" ? "en" : "zh");
    }
  }
  return {};
}

struct Key {
  std::string_view name;
  Result<void> (*read)(const Json& value, Draft& draft);
};
constexpr std::array kKeys{
    Key{"sourceLanguage", source_language},
    Key{"diarizationEnabled",
        [](const Json& value, Draft& draft) {
          return read_switch("diarizationEnabled", value, draft.params.diarization);
        }},
    Key{"speakerCount", speaker_count},
    Key{"autoChaptersEnabled",
        [](const Json& value, Draft& draft) {
          return read_switch("autoChaptersEnabled", value, draft.params.parts.chapters);
        }},
    Key{"meetingAssistanceEnabled",
        [](const Json& value, Draft& draft) {
          return read_switch("meetingAssistanceEnabled", value, draft.params.parts.assistance);
        }},
    Key{"summarizationEnabled",
        [](const Json& value, Draft& draft) {
          return read_switch("summarizationEnabled", value, draft.summarization);
        }},
    Key{"summarizationTypes", summarization_types},
    Key{"translationEnabled",
        [](const Json& value, Draft& draft) {
          return read_switch("translationEnabled", value, draft.params.parts.translation);
        }},
    Key{"targetLanguages", target_languages},
};

Result<Json> object_of(const Json& value) {
  if (!value.is_string()) return value;
  if (value.get_ref<const std::string&>().empty()) return Json::object();
  auto parsed = results::parse(value.get<std::string>());
  if (!parsed) return fail(ErrorKind::kUsage, "Params: nlpParams: " + parsed.error().client.text);
  return parsed;
}

}  // namespace

Result<std::optional<NlpParams>> nlp_params_from(const Json& value) {
  auto object = object_of(value);
  if (!object) return tl::unexpected(std::move(object).error());
  if (object->is_null() || (object->is_structured() && object->empty())) return std::nullopt;
  if (!object->is_object()) return fail(ErrorKind::kUsage, "Params: nlpParams must be a JSON object.");
  Draft draft;
  for (const auto& [key, item] : object->items()) {
    const std::string& name = key;
    const auto* known =
        std::find_if(kKeys.begin(), kKeys.end(), [&](const Key& k) { return k.name == name; });
    if (known == kKeys.end()) {
      std::vector<std::string_view> names;
      for (const auto& k : kKeys) names.push_back(k.name);
      return refused(name, fmt::format("is not known. Known: {}.", fmt::join(names, ", ")));
    }
    if (item.is_null()) continue;
    if (auto done = known->read(item, draft); !done) return tl::unexpected(std::move(done).error());
  }
  if (draft.summarization)
    for (const auto& type : kSummarizationTypes)
      draft.params.parts.*type.part = draft.types ? (*draft.types).*type.part : true;
  return draft.params;
}

Json to_params_json(const NlpParams& params) {
  auto types = Json::array();
  for (const auto& type : kSummarizationTypes)
    if (params.parts.*type.part) types.push_back(type.name);
  return {{"sourceLanguage", params.language == "zh" ? "cn" : params.language},
          {"diarizationEnabled", params.diarization},
          {"speakerCount", params.speakers},
          {"autoChaptersEnabled", params.parts.chapters},
          {"meetingAssistanceEnabled", params.parts.assistance},
          {"summarizationEnabled", params.parts.summarization()},
          {"summarizationTypes", std::move(types)},
          {"translationEnabled", params.parts.translation},
          {"targetLanguages", params.targets}};
}

}  // namespace smarttag::tagging
