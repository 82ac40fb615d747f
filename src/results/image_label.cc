#include "results/image_label.h"

namespace smarttag::results {

void to_json(Json& json, const ImageLabel& label) {
  json = {{"persons", Json::array()}, {"tags", Json::array()}};
  for (const auto& p : label.persons)
    json["persons"].push_back({{"name", p.name},
                               {"category", p.category},
                               {"score", score(p.score)},
                               {"position", p.position},
                               {"scene", p.scene}});
  for (const auto& t : label.tags)
    json["tags"].push_back(
        {{"mainTagName", t.main_tag_name}, {"subTagName", t.sub_tag_name}, {"score", score(t.score)}});
}

void from_json(const Json& json, ImageLabel& label) {
  for (const auto& p : json.at("persons"))
    label.persons.push_back({p.at("name").get<std::string>(), p.at("category").get<std::string>(),
                             p.at("score").get<double>(), p.at("position").get<Position>(),
                             p.at("scene").get<std::string>()});
  for (const auto& t : json.at("tags"))
    label.tags.push_back({t.at("mainTagName").get<std::string>(), t.at("subTagName").get<std::string>(),
                          t.at("score").get<double>()});
}

}  // namespace smarttag::results
