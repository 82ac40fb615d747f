#include <array>

#include "api/operations/media/media.h"
#include "api/operations/media/shape.h"
#include "api/operations/reading/fields.h"
#include "base/timestamp.h"
#include "net/url.h"

namespace smarttag::api {
namespace {

struct Extension {
  std::string_view end;
  std::string_view type;
};
// Of files that the analysis reads.
constexpr std::array kExtensions{
    Extension{".mp4", "video"},  Extension{".mov", "video"},  Extension{".mkv", "video"},
    Extension{".webm", "video"}, Extension{".avi", "video"},  Extension{".ts", "video"},
    Extension{".flv", "video"},  Extension{".jpg", "image"},  Extension{".jpeg", "image"},
    Extension{".png", "image"},  Extension{".webp", "image"}, Extension{".mp3", "audio"},
    Extension{".wav", "audio"},  Extension{".m4a", "audio"},  Extension{".aac", "audio"},
    Extension{".flac", "audio"}, Extension{".ogg", "audio"}};

// Empty when the name does not tell.
std::string type_by_name(const std::string& url) {
  const auto name = net::file_name(url);
  for (const auto& extension : kExtensions)
    if (name.ends_with(extension.end)) return std::string(extension.type);
  return {};
}

// What registering can do beside keeping is not there yet; asking for it is not passed over.
void refuse_extras(Reader& in) {
  if (in.has("SmartTagTemplateId"))
    in.fault(
        "SmartTagTemplateId: analysis at registration is not supported yet. Leave it out and submit a job "
        "with Input.Type Media.");
  if (in.has("WorkflowId")) in.fault("WorkflowId: there are no workflows here. Leave it out.");
  const auto config = in.json_object("RegisterConfig");
  if (config.is_null()) return;
  for (const auto& [key, value] : config.items()) {
    const bool off = value == false || value == "false";
    if (!((key == "NeedSprite" || key == "NeedSnapshot") && off))
      in.fault("RegisterConfig: " + key +
               " is not supported: no snapshots are made and nothing is put in a search library.");
  }
}

jobs::MediaSpec read(Reader& in, const Call& call) {
  jobs::MediaSpec spec;
  spec.owner = call.caller.user;
  spec.input_url = in.text("InputURL");
  if (in.has("ClientToken")) spec.client_token = in.text("ClientToken");
  spec.source = spec.input_url.starts_with("oss://") ? "oss" : "general";
  spec.title = "Media of " + timestamp(call.services.clock.now());
  media::read_fields(in, spec, false);
  spec.media_type = in.choice("MediaType", {"image", "video", "audio", "text"}, type_by_name(spec.input_url));
  if (spec.media_type == "text" && spec.business_type != "subtitles" && spec.business_type != "font")
    in.fault("MediaType text needs a BusinessType of subtitles or font.");
  refuse_extras(in);
  return spec;
}

Result<results::Json> run_register_media_info(const Call& call) {
  Reader in(call.parameters);
  const auto spec = read(in, call);
  if (auto good = in.checked(); !good) return tl::unexpected(good.error());
  const auto& inputs = call.services.inputs;
  if (auto good = inputs.check(call.caller.user, inputs.of_url(spec.input_url)); !good)
    return tl::unexpected(good.error());
  const auto made = call.services.store.media().put(spec, in.boolean("Overwrite", false));
  if (!made) return tl::unexpected(made.error());
  return results::Json{{"MediaId", made->id}};
}

}  // namespace

Operation register_media_info() {
  return {
      "RegisterMediaInfo",
      "Registers a media file by its URL, to name it in jobs by its id. The file itself stays where it is.",
      field::joined(
          {media::changeable_fields(),
           {field::text("ClientToken", "the same token registers the same medium once"),
            field::required(field::text("InputURL", "oss://bucket/key, http(s)://...")),
            field::text("MediaType", "image, video, audio or text"),
            field::boolean("Overwrite", "replaces what an InputURL was registered with before"),
            field::text("RegisterConfig", "JSON; NeedSprite and NeedSnapshot may be false"),
            field::text("SmartTagTemplateId", "not supported yet"), field::text("WorkflowId", "none here")}}),
      {field::text("MediaId")},
      run_register_media_info,
      /*slow=*/false,
      /*writes=*/true};
}

}  // namespace smarttag::api
