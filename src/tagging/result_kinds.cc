#include "tagging/result_kinds.h"

#include <algorithm>

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include "tagging/analyse_types.h"
#include "tagging/building/build_labels.h"
#include "tagging/building/build_ocr.h"
#include "tagging/building/build_text.h"
#include "tagging/building/language/build_language.h"
#include "tagging/cpv/build_cpv.h"

namespace smarttag::tagging {
namespace {

using facts::kinds_of;

// A result that is small enough to be held.
template <auto Build>
Result<void> whole(const Material& material, Output& output) {
  const auto result = Build(material);
  if (!result) return tl::unexpected(result.error());
  const auto typed = results::typed(*result);
  output.begin(Artefact::kResult, typed.type);
  if (auto done = output.write(typed.data); !done) return done;
  return output.end();
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

// Whether it is a result that AnalyseTypes narrow: those are what the label versions are of.
bool tells_of_labels(const ResultKind& kind) { return !kind.versions.empty(); }

// An empty success would leave the client guessing.
tl::unexpected<Error> nothing_applies(const JobSpec& spec, media::MediaInfo::Type type) {
  struct Advice {
    std::string_view medium, ask;
  };
  const auto advice = [&]() -> Advice {
    switch (type) {
      case media::MediaInfo::Type::kAudio:
        return {"a sound file",
                R"(Ask for the speech: Params {"needAsrData":true}, or AnalyseTypes subtitle or nlp)"};
      case media::MediaInfo::Type::kPicture:
        return {
            "a picture",
            R"(Ask for what is seen: AnalyseTypes face, object or scene, or Params {"needOcrData":true})"};
      case media::MediaInfo::Type::kVideo:
        break;
    }
    return {"a video", "Ask for AnalyseTypes face, object, scene or subtitle"};
  }();
  return fail(ErrorKind::kUsage, fmt::format("This is {}, of which {} cannot be made. {}.", advice.medium,
                                             fmt::join(spec.types, " and "), advice.ask));
}

bool has_version(const ResultKind& kind, std::string_view version) {
  return kind.versions.empty() ||
         std::find(kind.versions.begin(), kind.versions.end(), version) != kind.versions.end();
}

}  // namespace

std::span<const ResultKind> result_kinds() {
  const auto persons_and_tags = kinds_of<facts::Face, facts::Identity, facts::Tag>();
  const auto what_is_told =
      kinds_of<facts::Face, facts::Identity, facts::Tag, facts::TextLine, facts::Speech>();
  const auto and_boxes = kinds_of<facts::Face, facts::Identity, facts::Tag, facts::TextLine, facts::Speech,
                                  facts::Object, facts::Known>();
  // name, facts it uses, applies to video, audio, picture, label versions, builder
  static const std::vector<ResultKind> kKinds{
      {"VideoLabel", what_is_told, true, false, false, {"1.0"}, whole<build_video_label>},
      {"ImageLabel", persons_and_tags, false, false, true, {"1.0"}, whole<build_image_label>},
      {"CPVLabel", and_boxes, true, true, true, {"2.0", "2.0-custom"}, whole<build_cpv_label>},
      {"ASR", kinds_of<facts::Speech, facts::Turn>(), true, true, false, {}, whole<build_asr>},
      {"OCR", kinds_of<facts::TextLine>(), true, false, true, {}, write_ocr},
      {"Subtitle", kinds_of<facts::Speech>(), true, true, false, {}, write_subtitles},
      {"TextLabel",
       kinds_of<facts::Speech, facts::TextLine>(),
       true,
       true,
       true,
       {},
       whole<build_text_label>},
      // Chapters of a film begin at cuts.
      {"NLP",
       kinds_of<facts::Speech, facts::Turn, facts::Shot>(),
       true,
       true,
       false,
       {},
       whole<build_nlp_result>},
      {"Meta", {}, true, true, true, {}, whole<build_meta>},
  };
  return kKinds;
}

bool is_label_version(std::string_view version) {
  return std::any_of(result_kinds().begin(), result_kinds().end(), [&](const ResultKind& kind) {
    return !kind.versions.empty() && has_version(kind, version);
  });
}

Result<std::vector<const ResultKind*>> wanted_kinds(const JobSpec& spec, media::MediaInfo::Type type) {
  return wanted_kinds(result_kinds(), spec, type);
}

Result<std::vector<const ResultKind*>> wanted_kinds(std::span<const ResultKind> table, const JobSpec& spec,
                                                    media::MediaInfo::Type type) {
  std::vector<const ResultKind*> kinds;
  for (const auto& kind : table)
    if (applies(kind, type) && has_version(kind, spec.label_version) &&
        std::find(spec.types.begin(), spec.types.end(), kind.name) != spec.types.end())
      kinds.push_back(&kind);
  if (kinds.empty() && !spec.types.empty()) return nothing_applies(spec, type);
  return kinds;
}

KindSet facts_for(const std::vector<const ResultKind*>& kinds, const JobSpec& spec) {
  KindSet needed;
  if (spec.sounds) needed.insert(facts::kind_of<facts::Sound>());
  for (const auto* kind : kinds) {
    for (const auto fact : kind->uses)
      if (!tells_of_labels(*kind) || is_asked_for(fact, spec.labels)) needed.insert(fact);
    if (tells_of_labels(*kind))
      for (const auto fact : evidence_for(kind->uses, spec.labels)) needed.insert(fact);
  }
  // Of the results the chapters of NLP alone follow from shots.
  if (spec.nlp && !spec.nlp->parts.chapters) needed.erase(facts::kind_of<facts::Shot>());
  if (spec.shots || spec.cuts) needed.insert(facts::kind_of<facts::Shot>());
  return needed;
}

Result<void> build(const std::vector<const ResultKind*>& kinds, const BuildJob& job, Output& output) {
  for (const auto* kind : kinds) {
    const facts::FactView view(job.log, kind->uses);
    const Material material{
        job.media, view,          job.spec,    job.min_presence,   job.min_unknown_face_score,
        job.model, job.knowledge, job.methods, job.spoken_language};
    if (auto done = kind->build(material, output); !done) return done;
  }
  return {};
}

}  // namespace smarttag::tagging
