#include "results/text_label.h"

namespace smarttag::results {

void to_json(Json& json, const TextLabel& label) {
  json = {{"tags", Json::array()}};
  for (const auto& tag : label.tags) json["tags"].push_back({{"name", tag.name}, {"value", tag.value}});
}

void from_json(const Json& json, TextLabel& label) {
  for (const auto& tag : json.at("tags"))
    label.tags.push_back({tag.at("name").get<std::string>(), tag.at("value").get<std::string>()});
}

}  // namespace smarttag::results
