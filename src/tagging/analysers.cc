#include "tagging/analysers.h"

#include <array>

#include "speech/recogniser.h"
#include "vision/faces/face_finder.h"
#include "vision/objects/object_finder.h"
#include "vision/objects/picture_classifier.h"
#include "vision/text/text_reader.h"

namespace smarttag::tagging {
namespace {

constexpr std::array kFrameAnalysers{
    vision::FrameAnalyserEntry{"face", vision::make_face_finder},
    vision::FrameAnalyserEntry{"object", vision::make_object_finder},
    vision::FrameAnalyserEntry{"scene", vision::make_picture_classifier},
    vision::FrameAnalyserEntry{"ocr", vision::make_text_reader},
};

constexpr std::array kAudioAnalysers{
    speech::AudioAnalyserEntry{"asr", speech::make_recogniser},
};

template <class Entries, class Made>
Result<void> make(const Entries& entries, const std::set<std::string_view>& names, inference::Engine& engine,
                  const Settings& settings, Made& made) {
  for (const auto& entry : entries) {
    if (!names.contains(entry.name)) continue;
    auto analyser = entry.make(engine, settings);
    if (!analyser) return tl::unexpected(std::move(analyser).error());
    made.push_back(std::move(*analyser));
  }
  return {};
}

}  // namespace

Result<Analysers> make_analysers(const std::set<std::string_view>& names, const media::MediaInfo& media,
                                 inference::Engine& engine, const Settings& settings) {
  Analysers made;
  if (media.has_video)
    if (auto done = make(kFrameAnalysers, names, engine, settings, made.frame); !done)
      return tl::unexpected(std::move(done).error());
  if (media.has_audio)
    if (auto done = make(kAudioAnalysers, names, engine, settings, made.audio); !done)
      return tl::unexpected(std::move(done).error());
  return made;
}

}  // namespace smarttag::tagging
