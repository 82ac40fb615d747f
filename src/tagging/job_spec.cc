#include "tagging/job_spec.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <spdlog/fmt/fmt.h>

#include "base/text/ascii.h"
#include "digest/digest.h"
#include "results/json.h"
#include "tagging/result_kinds.h"

namespace smarttag::tagging {
namespace {

std::vector<std::string> every_type() {
  std::vector<std::string> all;
  for (const auto& kind : result_kinds()) all.emplace_back(kind.name);
  return all;
}

results::Json to_json(const vision::KnownThing& thing) {
  results::Json samples = results::Json::array();
  for (const auto& bytes : thing.samples)
    samples.push_back(digest::base64({reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
  return {{"main", thing.main}, {"library", thing.library}, {"entity", thing.entity},
          {"name", thing.name}, {"model", thing.model},     {"samples", std::move(samples)}};
}

vision::KnownThing thing_from(const results::Json& json) {
  vision::KnownThing thing{json.at("main").get<std::string>(),   json.at("library").get<std::string>(),
                           json.at("entity").get<std::string>(), json.at("name").get<std::string>(),
                           json.at("model").get<std::string>(),  {}};
  for (const auto& sample : json.at("samples")) {
    const auto bytes = digest::from_base64(sample.get_ref<const std::string&>()).value_or("");
    thing.samples.emplace_back(bytes.begin(), bytes.end());
  }
  return thing;
}

vision::LabelPrompt prompt_from(const results::Json& json) {
  return {json.at("main").get<std::string>(),
          json.at("name").get<std::string>(),
          json.at("sentence").get<std::string>(),
          json.at("library").get<std::string>(),
          json.at("entity").get<std::string>(),
          true,
          0};
}

// Of the specification's table "Video Tag Examples".
constexpr std::array<std::string_view, 7> kMainTags{"Program", "Character", "Object", "Logo",
                                                    "Action",  "Landmark",  "Scene"};
constexpr std::size_t kLongestName = 64;       // bytes
constexpr std::size_t kLongestSentence = 256;  // bytes, as LabelPrompt of the API

}  // namespace

Result<vision::LabelPrompt> label_from(std::string_view text) {
  vision::LabelPrompt label{"Object", "", "", "", "", true, 0};
  const auto colon = text.find(':');
  if (colon != std::string_view::npos &&
      std::find(kMainTags.begin(), kMainTags.end(), text.substr(0, colon)) != kMainTags.end()) {
    label.main = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  const auto equals = text.find('=');
  label.name = trim_blanks(text.substr(0, equals));
  if (equals != std::string_view::npos) label.sentence = trim_blanks(text.substr(equals + 1));
  const bool has_control =
      std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::iscntrl(c) != 0; });
  if (label.name.empty() || label.name.size() > kLongestName || label.sentence.size() > kLongestSentence ||
      (equals != std::string_view::npos && label.sentence.empty()) || has_control)
    return fail(ErrorKind::kUsage,
                fmt::format("'{}' is no label: write NAME, MAIN:NAME or NAME=SENTENCE, a name of at most {} "
                            "bytes and a sentence of at most {}.",
                            text.substr(0, kLongestSentence), kLongestName, kLongestSentence));
  return label;
}

Result<std::vector<std::string>> parse_types(std::string_view list) {
  const auto all = every_type();
  std::vector<std::string> types;
  while (true) {
    const auto comma = list.find(',');
    const auto word = trim_blanks(list.substr(0, comma));
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

std::string to_text(const JobSpec& spec) {
  const FaceRules& faces = spec.faces;
  results::Json known = results::Json::array();
  for (const auto& person : faces.known)
    known.push_back({{"library", person.library},
                     {"entity", person.entity},
                     {"name", person.name},
                     {"model", person.model},
                     {"vectors", person.vectors}});
  results::Json json{{"title", spec.title},
                     {"types", spec.types},
                     {"labels", spec.labels},
                     {"label_version", spec.label_version},
                     {"keywords", spec.keywords},
                     {"categories", spec.categories},
                     {"knowledge", spec.knowledge},
                     {"faces", {{"libraries", faces.libraries}, {"known", std::move(known)}}}};
  if (!spec.described.libraries.empty()) json["label_libraries"] = spec.described.libraries;
  for (const auto& prompt : spec.described.prompts)
    json["prompts"].push_back({{"main", prompt.main},
                               {"name", prompt.name},
                               {"sentence", prompt.sentence},
                               {"library", prompt.library},
                               {"entity", prompt.entity}});
  if (!spec.things.landmarks.empty()) json["landmark_libraries"] = spec.things.landmarks;
  if (!spec.things.objects.empty()) json["object_libraries"] = spec.things.objects;
  for (const auto& thing : spec.things.known) json["things"].push_back(to_json(thing));
  for (const auto& word : spec.hotwords) json["hotwords"].push_back({word.text, word.weight});
  if (!spec.file_name.empty()) json["file_name"] = spec.file_name;
  if (spec.shots) json["shots"] = true;
  if (spec.cuts) json["cuts"] = true;
  if (spec.sounds) json["sounds"] = true;
  for (const auto& wish : spec.stills)
    json["stills"].push_back(
        {wish.time, wish.box.left, wish.box.top, wish.box.right, wish.box.bottom, wish.width});
  if (spec.nlp) json["nlp"] = to_params_json(*spec.nlp);
  if (faces.detection) json["faces"]["detection"] = *faces.detection;
  if (faces.recognition) json["faces"]["recognition"] = *faces.recognition;
  return results::dump(json);
}

Result<JobSpec> job_spec_from(std::string_view text) {
  auto json = results::parse(text);
  if (!json) return tl::unexpected(std::move(json).error());
  try {
    JobSpec spec;
    json->at("title").get_to(spec.title);
    json->at("types").get_to(spec.types);
    json->at("labels").get_to(spec.labels);
    json->at("label_version").get_to(spec.label_version);
    json->at("keywords").get_to(spec.keywords);
    json->at("categories").get_to(spec.categories);
    json->at("knowledge").get_to(spec.knowledge);
    if (json->contains("nlp")) {
      auto nlp = nlp_params_from(json->at("nlp"));
      if (!nlp) return tl::unexpected(std::move(nlp).error());
      spec.nlp = *nlp;
    }
    spec.described.libraries = json->value("label_libraries", spec.described.libraries);
    if (json->contains("prompts"))
      for (const auto& prompt : json->at("prompts")) spec.described.prompts.push_back(prompt_from(prompt));
    spec.things.landmarks = json->value("landmark_libraries", spec.things.landmarks);
    spec.things.objects = json->value("object_libraries", spec.things.objects);
    if (json->contains("things"))
      for (const auto& thing : json->at("things")) spec.things.known.push_back(thing_from(thing));
    if (json->contains("hotwords"))
      for (const auto& word : json->at("hotwords"))
        spec.hotwords.push_back({word.at(0).get<std::string>(), word.at(1).get<double>()});
    spec.file_name = json->value("file_name", "");
    spec.shots = json->value("shots", false);
    spec.cuts = json->value("cuts", false);
    spec.sounds = json->value("sounds", false);
    if (json->contains("stills"))
      for (const auto& wish : json->at("stills"))
        spec.stills.push_back({wish.at(0).get<double>(),
                               {wish.at(1).get<float>(), wish.at(2).get<float>(), wish.at(3).get<float>(),
                                wish.at(4).get<float>()},
                               wish.at(5).get<int>()});
    const auto& faces = json->at("faces");
    faces.at("libraries").get_to(spec.faces.libraries);
    for (const auto& person : faces.at("known"))
      spec.faces.known.push_back({person.at("library").get<std::string>(),
                                  person.at("entity").get<std::string>(),
                                  person.at("name").get<std::string>(), person.at("model").get<std::string>(),
                                  person.at("vectors").get<std::vector<std::vector<float>>>()});
    if (faces.contains("detection")) spec.faces.detection = faces["detection"].get<double>();
    if (faces.contains("recognition")) spec.faces.recognition = faces["recognition"].get<double>();
    return spec;
  } catch (const nlohmann::json::exception& e) {
    return fail(ErrorKind::kInternal, "The job's specification does not parse.", e.what());
  }
}

}  // namespace smarttag::tagging
