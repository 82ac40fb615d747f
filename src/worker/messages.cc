#include "worker/messages.h"

#include <array>

namespace smarttag::worker {
namespace {

using results::Json;
constexpr std::array kMediaTypes{"video", "audio", "picture"};

}  // namespace

Json to_message(const media::MediaInfo& media) {
  return {{"type", kMediaTypes.at(static_cast<std::size_t>(media.type))},
          {"duration", media.duration},
          {"width", media.width},
          {"height", media.height},
          {"frame_rate", media.frame_rate},
          {"has_video", media.has_video},
          {"has_audio", media.has_audio},
          {"container", media.container},
          {"video_codec", media.video_codec},
          {"audio_codec", media.audio_codec},
          {"title", media.title},
          {"remarks", media.remarks}};
}

media::MediaInfo media_from(const Json& json) {
  media::MediaInfo media;
  const auto type = json.at("type").get<std::string>();
  for (std::size_t i = 0; i < kMediaTypes.size(); ++i)
    if (type == kMediaTypes.at(i)) media.type = static_cast<media::MediaInfo::Type>(i);
  json.at("duration").get_to(media.duration);
  json.at("width").get_to(media.width);
  json.at("height").get_to(media.height);
  json.at("frame_rate").get_to(media.frame_rate);
  json.at("has_video").get_to(media.has_video);
  json.at("has_audio").get_to(media.has_audio);
  json.at("container").get_to(media.container);
  json.at("video_codec").get_to(media.video_codec);
  json.at("audio_codec").get_to(media.audio_codec);
  json.at("title").get_to(media.title);
  json.at("remarks").get_to(media.remarks);
  return media;
}

Json to_message(const tagging::Analysis& analysis) {
  Json files = Json::array();
  for (const auto& file : analysis.files) files.push_back({{"name", file.name}, {"content", file.content}});
  return {{"media", to_message(analysis.media)},
          {"results", analysis.results},
          {"usages", analysis.usages},
          {"files", std::move(files)}};
}

Result<tagging::Analysis> analysis_from(const Json& json) {
  try {
    tagging::Analysis analysis{media_from(json.at("media")), {}, {}, {}};
    json.at("results").get_to(analysis.results);
    json.at("usages").get_to(analysis.usages);
    for (const auto& file : json.at("files"))
      analysis.files.push_back({file.at("name").get<std::string>(), file.at("content").get<std::string>()});
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

Json to_message(const Error& error) {
  return {{"kind", row(error.kind).name}, {"client", error.client.text}, {"log", error.log.text}};
}

Error error_from(const Json& json) {
  return {kind_named(json.value("kind", "")), {json.value("client", "")}, {json.value("log", "")}};
}

}  // namespace smarttag::worker
