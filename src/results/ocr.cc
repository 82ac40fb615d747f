#include "results/ocr.h"

namespace smarttag::results {

void to_json(Json& json, const Ocr::Detail& detail) {
  Json info = Json::array();
  for (const auto& line : detail.info)
    info.push_back({{"score", score(line.score)}, {"position", line.position}, {"content", line.content}});
  json = {{"timestamp", seconds(detail.timestamp)}, {"info", std::move(info)}};
}

void to_json(Json& json, const Ocr& ocr) { json = {{"details", ocr.details}}; }

void from_json(const Json& json, Ocr& ocr) {
  for (const auto& detail : json.at("details")) {
    auto& to = ocr.details.emplace_back();
    to.timestamp = detail.at("timestamp").get<double>();
    for (const auto& line : detail.at("info"))
      to.info.push_back({line.at("score").get<double>(), line.at("position").get<Position>(),
                         line.at("content").get<std::string>()});
  }
}

}  // namespace smarttag::results
