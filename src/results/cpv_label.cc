#include "results/cpv_label.h"

namespace smarttag::results {
namespace {

Json to_json(const CpvLabel::Detail& detail, bool of_entity) {
  Json json{
      {"score", score(detail.score)}, {"startTime", seconds(detail.start)}, {"endTime", seconds(detail.end)}};
  if (!of_entity) return json;
  json["trackData"] = Json::array();
  for (const auto& track : detail.tracks)
    json["trackData"].push_back(
        {{"score", score(track.score)}, {"bbox", track.bbox}, {"timestamp", seconds(track.timestamp)}});
  return json;
}

Json to_json(const std::vector<CpvLabel::Label>& labels) {
  Json json = Json::array();
  for (const auto& label : labels) {
    Json one{{"labelLevel1", label.level1},
             {"labelLevel2", label.level2},
             {"label", label.label},
             {"appearanceProbability", score(label.probability)},
             {"detailInfo", Json::array()}};
    if (label.knowledge) one["knowledgeInfo"] = *label.knowledge;
    for (const auto& detail : label.details)
      one["detailInfo"].push_back(to_json(detail, label.knowledge.has_value()));
    json.push_back(std::move(one));
  }
  return json;
}

std::vector<CpvLabel::Label> labels_from(const Json& json) {
  std::vector<CpvLabel::Label> labels;
  for (const auto& one : json) {
    CpvLabel::Label label{one.at("labelLevel1"),           one.at("labelLevel2"), one.at("label"),
                          one.at("appearanceProbability"), std::nullopt,          {}};
    if (one.contains("knowledgeInfo")) label.knowledge = one["knowledgeInfo"].get<std::string>();
    for (const auto& part : one.at("detailInfo")) {
      CpvLabel::Detail detail{part.at("score"), part.at("startTime"), part.at("endTime"), {}};
      if (part.contains("trackData"))
        for (const auto& track : part["trackData"])
          detail.tracks.push_back({track.at("score"), track.at("bbox"), track.at("timestamp")});
      label.details.push_back(std::move(detail));
    }
    labels.push_back(std::move(label));
  }
  return labels;
}

}  // namespace

void to_json(Json& json, const CpvLabel& label) {
  json = {{"type", label.type},
          {"cates", to_json(label.cates)},
          {"entities", to_json(label.entities)},
          {"hotwords", to_json(label.hotwords)},
          {"freeTags", to_json(label.free_tags)}};
}

void from_json(const Json& json, CpvLabel& label) {
  json.at("type").get_to(label.type);
  label.cates = labels_from(json.at("cates"));
  label.entities = labels_from(json.at("entities"));
  label.hotwords = labels_from(json.at("hotwords"));
  label.free_tags = labels_from(json.at("freeTags"));
}

}  // namespace smarttag::results
