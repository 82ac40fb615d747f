#include "tagging/about.h"

#include <array>

namespace smarttag::tagging {
namespace {

using results::Json;
constexpr std::array kMediaTypes{"video", "audio", "picture"};

}  // namespace

Json to_json(const media::MediaInfo& media) {
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

std::string about(const media::MediaInfo& media, const std::vector<results::Usage>& usages,
                  const std::vector<std::string>& methods) {
  return results::dump({{"media", to_json(media)}, {"usages", usages}, {"methods", methods}});
}

Result<void> read_about(const std::string& text, media::MediaInfo& media,
                        std::vector<results::Usage>& usages) {
  const auto json = results::parse(text);
  try {
    if (!json) return tl::unexpected(json.error());
    media = media_from(json->at("media"));
    json->at("usages").get_to(usages);
    return {};
  } catch (const nlohmann::json::exception& e) {
    return fail(ErrorKind::kInputUnreadable, "The kept facts are damaged.", e.what());
  }
}

}  // namespace smarttag::tagging
