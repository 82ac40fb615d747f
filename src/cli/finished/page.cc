#include "cli/finished/page.h"

#include "base/whole_file.h"
#include "cli/finished/lines.h"
#include "digest/digest.h"
#include "results/image_label.h"
#include "results/video_label.h"

namespace smarttag::cli {
namespace {

using results::Json;

constexpr std::string_view kPlace = "@DATA@";

template <class Occurrences>
Json spans(const Occurrences& occurrences) {
  Json out = Json::array();
  for (const auto& o : occurrences) out.push_back({o.from, o.to});
  return out;
}

int picture_of(const PagePictures& pictures, std::size_t person) {
  return person < pictures.persons.size() ? pictures.persons[person] : -1;
}

Result<void> add_video_label(const std::vector<results::TypedResult>& all, const PagePictures& pictures,
                             Json& json) {
  const auto* result = find_result(all, results::VideoLabel::kType);
  if (result == nullptr) return {};
  const auto label = results::read<results::VideoLabel>(result->data);
  if (!label) return tl::unexpected(label.error());
  for (const auto& p : label->persons)
    json["persons"].push_back({{"name", p.name},
                               {"category", p.category},
                               {"ratio", p.ratio},
                               {"spans", spans(p.occurrences)},
                               {"image", picture_of(pictures, json["persons"].size())}});
  for (const auto& t : label->tags)
    json["tags"].push_back({{"main", t.main_tag_name},
                            {"sub", t.sub_tag_name},
                            {"ratio", t.ratio},
                            {"spans", spans(t.occurrences)}});
  return {};
}

Result<void> add_image_label(const std::vector<results::TypedResult>& all, const PagePictures& pictures,
                             Json& json) {
  const auto* result = find_result(all, results::ImageLabel::kType);
  if (result == nullptr) return {};
  const auto label = results::read<results::ImageLabel>(result->data);
  if (!label) return tl::unexpected(label.error());
  for (const auto& p : label->persons)
    json["persons"].push_back({{"name", p.name},
                               {"category", p.category},
                               {"score", p.score},
                               {"scene", p.scene},
                               {"spans", Json::array()},
                               {"image", picture_of(pictures, json["persons"].size())}});
  for (const auto& t : label->tags)
    json["tags"].push_back(
        {{"main", t.main_tag_name}, {"sub", t.sub_tag_name}, {"score", t.score}, {"spans", Json::array()}});
  return {};
}

Json head(const std::string& name, const media::MediaInfo& media) {
  std::string codecs;
  for (const auto& codec : {media.video_codec, media.audio_codec})
    if (!codec.empty()) codecs += (codecs.empty() ? "" : ", ") + codec;
  return {{"name", name},
          {"duration", media.type == media::MediaInfo::Type::kPicture ? 0 : media.duration},
          {"width", media.width},
          {"height", media.height},
          {"codecs", codecs},
          {"remarks", media.remarks},
          {"shots", Json::array()},
          {"persons", Json::array()},
          {"tags", Json::array()},
          {"lines", Json::array()},
          {"sounds", Json::array()},
          {"speakers", Json::array()},
          {"images", Json::array()}};
}

// Nothing in the data may end the element that it stands in.
std::string inside_script(const Json& json) {
  std::string safe;
  for (const char c : results::dump(json)) {
    if (c == '<')
      safe += "\\u003c";
    else
      safe += c;
  }
  return safe;
}

}  // namespace

Result<std::string> page(const std::string& name, const media::MediaInfo& media,
                         const std::vector<results::TypedResult>& results, const PagePictures& pictures,
                         const Heard& heard, const std::filesystem::path& data) {
  std::string text = whole_file(data / "report" / "page.html").value_or("");
  const auto place = text.find(kPlace);
  if (place == std::string::npos)
    return fail(ErrorKind::kInternal, "The page of reports is missing. Restore data/report/page.html.");
  Json json = head(name, media);
  if (auto done = add_video_label(results, pictures, json); !done)
    return tl::unexpected(std::move(done).error());
  if (auto done = add_image_label(results, pictures, json); !done)
    return tl::unexpected(std::move(done).error());
  const auto lines = lines_of(results);
  if (!lines) return tl::unexpected(lines.error());
  for (const auto& line : *lines)
    json["lines"].push_back(
        {{"from", line.from}, {"to", line.to}, {"speech", line.speech}, {"text", line.text}});
  for (const auto& [key, list] : {std::pair{"sounds", &heard.sounds}, std::pair{"speakers", &heard.speakers}})
    for (const auto& one : *list) json[key].push_back({{"name", one.name}, {"spans", one.when}});
  for (const auto& shot : pictures.shots)
    json["shots"].push_back(
        {{"from", shot.from}, {"to", shot.to}, {"begins", shot.begins}, {"image", shot.picture}});
  for (const auto& jpeg : pictures.jpegs) json["images"].push_back(digest::base64(jpeg));
  text.replace(place, kPlace.size(), inside_script(json));
  return text;
}

}  // namespace smarttag::cli
