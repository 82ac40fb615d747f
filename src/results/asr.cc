#include "results/asr.h"

namespace smarttag::results {

void to_json(Json& json, const Asr& asr) {
  json = {{"details", Json::array()}};
  for (const auto& d : asr.details) {
    json["details"].push_back({{"from", seconds(d.from)}, {"to", seconds(d.to)}, {"content", d.content}});
    if (!d.speaker_id.empty()) json["details"].back()["speakerId"] = d.speaker_id;
    if (d.channel != 0) json["details"].back()["channel"] = d.channel;
    if (d.singing) json["details"].back()["singing"] = true;
  }
}

void from_json(const Json& json, Asr& asr) {
  for (const auto& d : json.at("details"))
    asr.details.push_back({d.at("from").get<double>(), d.at("to").get<double>(),
                           d.at("content").get<std::string>(), d.value("speakerId", ""),
                           d.value("channel", 0), d.value("singing", false)});
}

}  // namespace smarttag::results
