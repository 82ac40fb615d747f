#include "tagging/result_kinds.h"

#include <algorithm>

#include "tagging/building/build_labels.h"
#include "tagging/building/build_text.h"

namespace smarttag::tagging {
namespace {

template <auto Build>
results::TypedResult built(const Material& material) {
  return results::typed(Build(material));
}

}  // namespace

std::span<const ResultKind> result_kinds() {
  // name, analysers, applies to video, audio, picture, builder
  static const std::vector<ResultKind> kKinds{
      {"VideoLabel", {"face", "object", "scene", "ocr"}, true, false, false, built<build_video_label>},
      {"ImageLabel", {"face", "object", "scene", "ocr"}, false, false, true, built<build_image_label>},
      {"ASR", {"asr"}, true, true, false, built<build_asr>},
      {"OCR", {"ocr"}, true, false, true, built<build_ocr>},
      {"Subtitle", {"asr"}, true, true, false, built<build_subtitle>},
      {"Meta", {}, true, true, true, built<build_meta>},
  };
  return kKinds;
}

std::vector<std::string_view> analysers_of(const ResultKind& kind, const JobSpec& spec) {
  const auto labels = [&](std::string_view name) {
    return std::find(spec.labels.begin(), spec.labels.end(), name) != spec.labels.end();
  };
  std::vector<std::string_view> needed;
  for (const auto name : kind.analysers) {
    if (name == "face" && !labels("face")) continue;
    if (name == "object" && !labels("object")) continue;
    // The classifier of pictures names things as well as scenes.
    if (name == "scene" && !labels("object") && !labels("scene")) continue;
    if (name == "ocr" && kind.name != "OCR" && !labels("object")) continue;  // for logos
    needed.push_back(name);
  }
  return needed;
}

bool applies(const ResultKind& kind, media::MediaInfo::Type type) {
  switch (type) {
    case media::MediaInfo::Type::kVideo:
      return kind.video;
    case media::MediaInfo::Type::kAudio:
      return kind.audio;
    case media::MediaInfo::Type::kPicture:
      return kind.picture;
  }
  return false;
}

}  // namespace smarttag::tagging
