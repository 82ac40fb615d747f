#include "tagging/template_config.h"

#include <algorithm>
#include <array>

#include <spdlog/fmt/fmt.h>

#include "language/text/unicode.h"
#include "results/json.h"
#include "tagging/analyse_types.h"
#include "tagging/result_kinds.h"

namespace smarttag::tagging {
namespace {

using results::Json;

constexpr std::size_t kMostItems = 100;  // of a list

tl::unexpected<Error> refused(std::string_view key, std::string_view why) {
  return fail(ErrorKind::kUsage, fmt::format("TemplateConfig: {}: {}", key, why));
}

bool is_empty(const Json& value) {
  return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) ||
         (value.is_structured() && value.empty());
}

std::string working_types() {
  std::vector<std::string_view> names;
  for (const auto& type : analyse_types())
    if (type.works) names.push_back(type.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

Result<std::vector<std::string>> list_of(std::string_view key, const Json& value) {
  std::vector<std::string> items;
  const auto add = [&](std::string item) {
    item.erase(0, item.find_first_not_of(' '));
    item.erase(item.find_last_not_of(' ') + 1);
    if (!item.empty() && std::find(items.begin(), items.end(), item) == items.end()) items.push_back(item);
    return !item.empty();
  };
  const auto too_many = [&] { return refused(key, fmt::format("may have {} items at most.", kMostItems)); };
  const auto malformed = [&] { return refused(key, "must be a list of names with commas between them."); };
  if (value.is_array()) {
    for (const auto& item : value) {
      if (!item.is_string() || !add(item.get<std::string>())) return malformed();
      if (items.size() > kMostItems) return too_many();
    }
    return items;
  }
  if (!value.is_string()) return malformed();
  const auto text = value.get<std::string>();
  for (std::size_t from = 0; from <= text.size();) {
    const auto comma = std::min(text.find(',', from), text.size());
    if (!add(text.substr(from, comma - from))) return malformed();
    if (items.size() > kMostItems) return too_many();
    from = comma + 1;
  }
  return items;
}

// An object, or the text of one.
Result<Json> object_of(std::string_view key, const Json& value) {
  Json object = value;
  if (value.is_string()) {
    auto parsed = results::parse(value.get<std::string>());
    if (!parsed) return refused(key, parsed.error().client.text);
    object = std::move(*parsed);
  }
  if (!object.is_object()) return refused(key, "must be a JSON object.");
  return object;
}

Result<double> threshold_of(std::string_view name, const Json& value) {
  const bool in_range = value.is_number() && value.get<double>() >= 0 && value.get<double>() <= 1;
  if (!in_range)
    return refused("FaceCustomParamsConfig", fmt::format("{} must be a number from 0 to 1.", name));
  return value.get<double>();
}

Result<void> one_of(std::string_view key, const Json& value, std::initializer_list<std::string_view> known) {
  for (const auto name : known)
    if (value == name) return {};
  return refused(key, fmt::format("must be one of: {}.", fmt::join(known, ", ")));
}

Result<void> analyse_types(const Json& value, TemplateConfig& config) {
  auto types = list_of("AnalyseTypes", value);
  if (!types) return tl::unexpected(std::move(types).error());
  config.labels.clear();
  for (auto& type : *types) {
    const auto* known = find_analyse_type(type);
    if (known == nullptr || !known->works)
      return refused("AnalyseTypes", fmt::format("{} What works: {}.",
                                                 known == nullptr ? fmt::format("'{}' is not known.", type)
                                                                  : type + " is not supported yet.",
                                                 working_types()));
    if (!known->result.empty()) config.results.emplace_back(known->result);
    if (known->label) config.labels.push_back(std::move(type));
  }
  return {};
}

Result<void> face_libraries(const Json& value, TemplateConfig& config) {
  auto libraries = list_of("FaceCategoryIds", value);
  if (!libraries) return tl::unexpected(std::move(libraries).error());
  config.faces.libraries = std::move(*libraries);
  return {};
}

Result<void> face_thresholds(const Json& value, TemplateConfig& config) {
  auto object = object_of("FaceCustomParamsConfig", value);
  if (!object) return tl::unexpected(std::move(object).error());
  for (const auto& [name, number] : object->items()) {
    const bool detection = name == "faceDetThreshold";
    if (!detection && name != "faceRegThreshold")
      return refused("FaceCustomParamsConfig",
                     fmt::format("'{}' is not known. Known: faceDetThreshold, faceRegThreshold.", name));
    auto threshold = threshold_of(name, number);
    if (!threshold) return tl::unexpected(std::move(threshold).error());
    (detection ? config.faces.detection : config.faces.recognition) = *threshold;
  }
  return {};
}

// Ids of libraries of objects and logos; "general" is what the models know by themselves, and a library of
// the system.
Result<void> object_groups(const Json& value, TemplateConfig& config) {
  auto groups = list_of("ObjectGroupIds", value);
  if (!groups) return tl::unexpected(std::move(groups).error());
  config.things.objects = std::move(*groups);
  return {};
}

Result<void> landmark_groups(const Json& value, TemplateConfig& config) {
  auto groups = list_of("LandmarkGroupIds", value);
  if (!groups) return tl::unexpected(std::move(groups).error());
  config.things.landmarks = std::move(*groups);
  return {};
}

Result<void> label_groups(const Json& value, TemplateConfig& config) {
  auto groups = list_of("LabelGroupIds", value);
  if (!groups) return tl::unexpected(std::move(groups).error());
  config.described.libraries = std::move(*groups);
  return {};
}

Result<void> label_prompts(const Json& value, TemplateConfig& config) {
  const auto labels = list_of("LabelPrompts", value);
  if (!labels) return tl::unexpected(labels.error());
  for (const auto& label : *labels) {
    auto prompt = label_from(label);
    if (!prompt) return refused("LabelPrompts", prompt.error().client.text);
    config.described.prompts.push_back(std::move(*prompt));
  }
  return {};
}

Result<void> industry(const Json& value, TemplateConfig& /*config*/) {
  return one_of("Industry", value, {"common", "microVideo"});
}

Result<void> scene(const Json& value, TemplateConfig& /*config*/) {
  return one_of("Scene", value, {"search", "recommend"});
}

Result<void> label_version(const Json& value, TemplateConfig& config) {
  std::string version;
  if (value.is_string()) version = value.get<std::string>();
  if (value.is_number()) version = fmt::format("{:.1f}", value.get<double>());
  if (is_label_version(version)) {
    config.label_version = std::move(version);
    return {};
  }
  return one_of("LabelVersion", value, {"1.0", "2.0", "2.0-custom"});
}

Result<void> label_type(const Json& value, TemplateConfig& /*config*/) {
  // The analysis is the same; what persons have corrected is asked for by labelResultType.
  return one_of("LabelType", value, {"auto", "hmi"});
}

Result<void> name(const Json& value, TemplateConfig& /*config*/) {
  if (!value.is_string()) return refused("TemplateName", "must be a text.");
  return {};
}

// The kinds of KeywordConfig's type, and the tags of TextLabel that each asks for.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kKeywordKinds{
    {{"location", "Region"},
     {"organization", "Organization"},
     {"brand", "Brand"},
     {"keyword", "Keyword"},
     {"other", "Brand"},
     {"other", "Keyword"},
     {"name", "Person"}}};  // names of persons make no tag of TextLabel yet

Result<void> keywords(const Json& value, TemplateConfig& config) {
  auto object = object_of("KeywordConfig", value);
  if (!object) return tl::unexpected(std::move(object).error());
  for (const auto& [name, list] : object->items()) {
    if (name != "type") return refused("KeywordConfig", fmt::format("'{}' is not known. Known: type.", name));
    const auto kinds = list_of("KeywordConfig", list);
    if (!kinds) return tl::unexpected(kinds.error());
    for (const auto& kind : *kinds) {
      bool known = false;
      for (const auto& [each, tag] : kKeywordKinds)
        if (each == kind) {
          config.keywords.emplace_back(tag);
          known = true;
        }
      if (!known)
        return refused("KeywordConfig", fmt::format("'{}' is not known. Known: name, location, organization, "
                                                    "brand, keyword, other.",
                                                    kind));
    }
  }
  return {};
}

Result<void> knowledge(const Json& value, TemplateConfig& config) {
  constexpr std::array<std::string_view, 7> kKinds{"movie",  "music",        "person", "landmark",
                                                   "object", "organization", "place"};
  auto object = object_of("KnowledgeConfig", value);
  if (!object) return tl::unexpected(std::move(object).error());
  for (const auto& [kind, fields] : object->items()) {
    if (std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end())
      return refused("KnowledgeConfig",
                     fmt::format("'{}' is not known. Known: {}.", kind, fmt::join(kKinds, ", ")));
    const auto names = list_of("KnowledgeConfig", fields);
    if (!names) return tl::unexpected(names.error());
    config.knowledge[kind] = fmt::format("{}", fmt::join(*names, ","));
  }
  return {};
}

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

// A user's category is a line of the table of categories (texts/categories.h): what that table reads
// otherwise than as a name or a word is refused here, so that no job fails or lacks it.
class CategoryReader {
 public:
  CategoryReader(const Json& category, std::size_t number) : category_(category), number_(number) {}

  Result<std::string> line() const {
    constexpr std::array kNames{"labelLevel1", "labelLevel2", "label"};
    std::array<std::string, 3> names;
    if (!category_.is_object()) return refused("must be an object.");
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      auto name = level(kNames.at(i));
      if (!name) return name;
      names.at(i) = std::move(*name);
    }
    if (names[0].empty()) return refused("labelLevel1 is needed.");
    if (names[0].front() == '#') return refused("labelLevel1 cannot begin with #.");
    const auto words = words_of("keywords"), tags = words_of("tags");
    if (!words) return words;
    if (!tags) return tags;
    if (*words == "-" && *tags == "-") return refused("keywords or tags are needed.");
    if (names[1].empty()) names[1] = names[0];
    return fmt::format("{}\t{}\t{}\t{}\t{}{}{}\n", names[0], names[1], *tags, *words, *words,
                       names[2].empty() ? "" : "\t", names[2]);
  }

 private:
  tl::unexpected<Error> refused(std::string_view why) const {
    return tagging::refused("LabelCustomParamsConfig", fmt::format("category {}: {}", number_, why));
  }

  // Empty where it is not given. English and Chinese may have | between them.
  Result<std::string> level(const char* name) const {
    const auto given = category_.find(name);
    if (given == category_.end() || is_empty(*given)) return std::string();
    if (!given->is_string()) return refused(fmt::format("{} must be a text.", name));
    const auto& text = given->get_ref<const std::string&>();
    if (has_control_characters(text))
      return refused(fmt::format("{} has a tab, a line break or another control character.", name));
    const auto clean = language::trimmed(text);
    const auto mark = clean.find('|');
    const bool blank = language::trimmed(clean.substr(0, mark)).empty() ||
                       (mark != std::string::npos && language::trimmed(clean.substr(mark + 1)).empty());
    if (blank) return refused(fmt::format("{} is blank.", name));
    if (clean.find('|', mark == std::string::npos ? clean.size() : mark + 1) != std::string::npos)
      return refused(fmt::format("{} has more than one |, which stands between English and Chinese.", name));
    return clean;
  }

  // What the category is told by: a list of words, or a text with commas; "-" for none.
  Result<std::string> words_of(const char* name) const {
    const auto given = category_.find(name);
    if (given == category_.end() || is_empty(*given)) return std::string("-");
    const auto words = list_of("LabelCustomParamsConfig", *given);
    if (!words)
      return refused(
          fmt::format("{} must be a list of at most {} words, with commas between them.", name, kMostItems));
    std::vector<std::string> clean;
    for (const auto& word : *words) {
      if (has_control_characters(word))
        return refused(fmt::format("{} has a tab, a line break or another control character.", name));
      clean.push_back(language::trimmed(word));
      if (clean.back().empty()) return refused(fmt::format("{} has a blank word.", name));
    }
    return fmt::format("{}", fmt::join(clean, ", "));
  }

  const Json& category_;
  std::size_t number_;
};

Result<void> custom_categories(const Json& value, TemplateConfig& config) {
  const auto list = value.is_string() ? results::parse(value.get<std::string>()) : Result<Json>(value);
  if (!list || !list->is_array())
    return refused("LabelCustomParamsConfig",
                   "must be a list of {labelLevel1, labelLevel2, label, keywords, tags}.");
  std::size_t number = 0;
  for (const auto& category : *list) {
    const auto line = CategoryReader(category, ++number).line();
    if (!line) return tl::unexpected(line.error());
    config.categories += *line;
  }
  return {};
}

struct Key {
  std::string_view name;
  Result<void> (*read)(const Json& value, TemplateConfig& config);
};

constexpr std::array kKeys{
    Key{"AnalyseTypes", analyse_types},
    Key{"FaceCategoryIds", face_libraries},
    Key{"FaceCustomParamsConfig", face_thresholds},
    Key{"ObjectGroupIds", object_groups},
    Key{"LandmarkGroupIds", landmark_groups},
    Key{"LabelGroupIds", label_groups},
    Key{"LabelPrompts", label_prompts},
    Key{"KeywordConfig", keywords},
    Key{"KnowledgeConfig", knowledge},
    Key{"LabelCustomParamsConfig", custom_categories},
    Key{"LabelVersion", label_version},
    Key{"LabelType", label_type},
    Key{"Industry", industry},
    Key{"Scene", scene},
    Key{"TemplateName", name},
};

}  // namespace

Result<TemplateConfig> template_config_from(std::string_view json) {
  auto given = results::parse(json);
  if (!given) return refused("this is not JSON", given.error().client.text);
  if (!given->is_object()) return fail(ErrorKind::kUsage, "TemplateConfig must be a JSON object.");
  TemplateConfig config;
  for (const auto& [key, value] : given->items()) {
    const std::string& wanted = key;
    const auto* known =
        std::find_if(kKeys.begin(), kKeys.end(), [&](const Key& k) { return k.name == wanted; });
    if (known == kKeys.end()) {
      std::vector<std::string_view> names;
      names.reserve(kKeys.size());
      for (const auto& k : kKeys) names.push_back(k.name);
      return refused(key, fmt::format("is not known. Known: {}.", fmt::join(names, ", ")));
    }
    if (is_empty(value)) continue;
    if (auto read = known->read(value, config); !read) return tl::unexpected(std::move(read).error());
  }
  return config;
}

}  // namespace smarttag::tagging
