#include "results/subtitle.h"

namespace smarttag::results {

void to_json(Json& json, const Subtitle& subtitle) {
  json = {{"details", Json::array()}};
  for (const auto& d : subtitle.details)
    json["details"].push_back({{"allResultUrl", d.all_result_url},
                               {"chResultUrl", d.ch_result_url},
                               {"engResultUrl", d.eng_result_url}});
}

void from_json(const Json& json, Subtitle& subtitle) {
  for (const auto& d : json.at("details"))
    subtitle.details.push_back({d.at("allResultUrl").get<std::string>(),
                                d.at("chResultUrl").get<std::string>(),
                                d.at("engResultUrl").get<std::string>()});
}

}  // namespace smarttag::results
