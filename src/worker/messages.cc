#include "worker/messages.h"

#include <array>

#include "digest/digest.h"
#include "tagging/about.h"

namespace smarttag::worker {
namespace {

using results::Json;
constexpr std::array kArtefacts{"result", "file", "facts"};

tagging::Artefact artefact_from(const std::string& name) {
  for (std::size_t i = 0; i < kArtefacts.size(); ++i)
    if (name == kArtefacts.at(i)) return static_cast<tagging::Artefact>(i);
  throw Json::other_error::create(500, "unknown artefact", nullptr);
}

}  // namespace

Json to_message(const tagging::Analysis& analysis) {
  Json all = Json::array();
  for (const auto& written : analysis.written)
    all.push_back({{"what", kArtefacts.at(static_cast<std::size_t>(written.what))},
                   {"name", written.name},
                   {"offset", written.offset},
                   {"size", written.size},
                   {"sha256", written.sha256}});
  return {{"media", tagging::to_json(analysis.media)},
          {"usages", analysis.usages},
          {"methods", analysis.methods},
          {"written", std::move(all)}};
}

Result<tagging::Analysis> analysis_from(const Json& json) {
  try {
    tagging::Analysis analysis{tagging::media_from(json.at("media")), {}};
    json.at("usages").get_to(analysis.usages);
    json.at("methods").get_to(analysis.methods);
    for (const auto& written : json.at("written"))
      analysis.written.push_back(
          {artefact_from(written.at("what").get<std::string>()), written.at("name").get<std::string>(),
           written.at("offset").get<std::int64_t>(), written.at("size").get<std::int64_t>(),
           written.at("sha256").get<std::string>()});
    return analysis;
  } catch (const nlohmann::json::exception& e) {
    return fail(ErrorKind::kInternal, "The analysis process gave an answer that does not parse.", e.what());
  }
}

Json to_message(const tagging::PictureFaces& described) {
  Json faces = Json::array();
  for (const auto& face : described.faces)
    faces.push_back({{"box", {face.box.left, face.box.top, face.box.right, face.box.bottom}},
                     {"score", face.score},
                     {"reliable", face.reliable},
                     {"vector", face.vector}});
  return {{"model", described.model}, {"faces", std::move(faces)}};
}

Result<tagging::PictureFaces> picture_faces_from(const Json& json) {
  try {
    tagging::PictureFaces described{json.at("model").get<std::string>(), {}};
    for (const auto& face : json.at("faces")) {
      const auto box = face.at("box").get<std::array<float, 4>>();
      described.faces.push_back({{box[0], box[1], box[2], box[3]},
                                 face.at("score").get<double>(),
                                 face.at("reliable").get<bool>(),
                                 face.at("vector").get<std::vector<float>>()});
    }
    return described;
  } catch (const nlohmann::json::exception& e) {
    return fail(ErrorKind::kInternal, "The analysis process gave an answer that does not parse.", e.what());
  }
}

Json to_message(const tagging::PictureFeatures& features) {
  const std::string_view bytes{reinterpret_cast<const char*>(features.bytes.data()), features.bytes.size()};
  return {{"model", features.model}, {"bytes", digest::base64(bytes)}};
}

Result<tagging::PictureFeatures> picture_features_from(const Json& json) {
  try {
    const auto bytes = digest::from_base64(json.at("bytes").get_ref<const std::string&>()).value_or("");
    return tagging::PictureFeatures{json.at("model").get<std::string>(), {bytes.begin(), bytes.end()}};
  } catch (const nlohmann::json::exception& e) {
    return fail(ErrorKind::kInternal, "The analysis process gave an answer that does not parse.", e.what());
  }
}

Json heard_message(const std::vector<TimedFact>& facts) {
  Json heard = Json::array();
  for (const auto& fact : facts)
    if (const auto* speech = fact.as<facts::Speech>(); speech != nullptr)
      heard.push_back({{"from", fact.from},
                       {"to", fact.to},
                       {"text", speech->text},
                       {"language", speech->language},
                       {"channel", speech->channel}});
  return heard;
}

std::vector<TimedFact> heard_from(const Json& json) {
  constexpr std::size_t kLongest = 10000;
  std::vector<TimedFact> facts;
  for (const auto& one : json) {
    const auto clean = [&](const char* key) {
      auto text = one.at(key).get<std::string>().substr(0, kLongest);
      std::erase_if(text, [](unsigned char c) { return c < ' ' || c == 0x7F; });
      return text;
    };
    facts.push_back({one.at("from").get<double>(),
                     one.at("to").get<double>(),
                     0,
                     "asr",
                     facts::Speech{clean("text"), clean("language"), {}, "", one.at("channel").get<int>()},
                     {}});
  }
  return facts;
}

Json to_message(const Error& error) {
  return {{"kind", row(error.kind).name}, {"client", error.client.text}, {"log", error.log.text}};
}

Error error_from(const Json& json) {
  return {kind_named(json.value("kind", "")), {json.value("client", "")}, {json.value("log", "")}};
}

}  // namespace smarttag::worker
