#include "api/operations/media/shape.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <regex>

#include "api/operations/reading/fields.h"
#include "base/timestamp.h"
#include "net/url.h"

namespace smarttag::api::media {
namespace {

using results::Json;

// Of all tags together, those that a medium has already too; a tag in bytes. Limits of the API.
constexpr std::size_t kMostTags = 16;
constexpr std::size_t kMostTag = 32;

Json kept_fields(const jobs::MediaSpec& spec) {
  const auto kept = results::parse(spec.fields_json);
  return kept && kept->is_object() ? *kept : Json::object();
}

void read_tags(Reader& in, bool append, Json& fields) {
  if (!in.has("MediaTags")) return;
  const Json before = {{"MediaTags", fields.value("MediaTags", "")}};
  auto tags = append ? Reader(before).names("MediaTags") : std::vector<std::string>{};
  for (auto& tag : in.names("MediaTags"))
    if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(std::move(tag));
  if (tags.size() > kMostTags) in.fault(fmt::format("MediaTags may have {} tags at most.", kMostTags));
  for (const auto& tag : tags)
    if (tag.size() > kMostTag)
      in.fault(fmt::format("MediaTags: the tag \"{}\" has more than {} bytes.", tag, kMostTag));
  fields["MediaTags"] = fmt::format("{}", fmt::join(tags, ","));
}

void read_reference(Reader& in, jobs::MediaSpec& spec) {
  static const std::regex kForm("[A-Za-z0-9_-]{6,64}");
  if (!in.has("ReferenceId")) return;
  spec.reference_id = in.text("ReferenceId");
  if (spec.reference_id && !std::regex_match(*spec.reference_id, kForm))
    in.fault("ReferenceId must have 6 to 64 letters, digits, hyphens or underscores.");
}

}  // namespace

std::vector<Field> changeable_fields() {
  return field::joined(
      {field::texts({"CoverURL", "Description", "ReferenceId", "Title", "UserData"}),
       {field::text("BusinessType", "subtitles, font, watermark, opening, ending or general"),
        field::integer("CateId"), field::text("MediaTags", "16 at most, commas between them")}});
}

void read_fields(Reader& in, jobs::MediaSpec& spec, bool append_tags) {
  auto fields = kept_fields(spec);
  spec.business_type =
      in.choice("BusinessType", {"subtitles", "font", "watermark", "opening", "ending", "general"},
                spec.business_type.empty() ? "general" : spec.business_type);
  if (in.has("Title")) spec.title = in.text("Title");
  const auto keep = [&](std::string_view name) {
    if (auto text = in.sent_text(name)) fields[std::string(name)] = *std::move(text);
  };
  keep("CoverURL");
  keep("Description");
  keep("UserData");
  keep("Category");
  if (const auto id = in.sent_integer("CateId", 0, std::numeric_limits<int>::max())) fields["CateId"] = *id;
  read_tags(in, append_tags, fields);
  read_reference(in, spec);
  spec.fields_json = results::dump(fields);
}

Json basic_info(const jobs::Media& medium, bool with_references) {
  Json info = {{"MediaId", medium.id},
               {"InputURL", medium.spec.input_url},
               {"Title", medium.spec.title},
               {"BusinessType", medium.spec.business_type},
               {"Source", medium.spec.source},
               {"Status", medium.status},
               {"CreateTime", timestamp(medium.created)},
               {"ModifiedTime", timestamp(medium.modified)}};
  if (!medium.spec.media_type.empty()) info["MediaType"] = medium.spec.media_type;
  const auto fields = kept_fields(medium.spec);
  for (const auto& [name, value] : fields.items())
    if (with_references || name != "CateId") info[name] = value;
  if (with_references && medium.spec.reference_id) info["ReferenceId"] = *medium.spec.reference_id;
  return info;
}

Json files(const jobs::Media& medium) {
  Json basic = {{"FileUrl", medium.spec.input_url}};
  if (auto name = net::file_name(medium.spec.input_url); !name.empty()) basic["FileName"] = std::move(name);
  return Json::array({{{"FileBasicInfo", std::move(basic)}}});
}

Result<jobs::Media> find(const Call& call, Reader& in) {
  auto& store = call.services.store.media();
  if (in.has("MediaId")) return store.find(call.caller.user, in.text("MediaId"));
  if (in.has("InputURL")) return store.find_by_url(call.caller.user, in.text("InputURL"));
  return fail(ErrorKind::kUsage, "MediaId or InputURL is mandatory for this action.");
}

}  // namespace smarttag::api::media
