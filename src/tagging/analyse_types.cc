#include "tagging/analyse_types.h"

#include <algorithm>

#include "facts/keeping/fact_view.h"

namespace smarttag::tagging {

std::span<const AnalyseType> analyse_types() {
  using facts::kinds_of;
  // name, works, is a label, facts of the label, what they follow from, result
  static const std::vector<AnalyseType> kTypes{
      {"ocr", true, false, {}, {}, {}},  // these two make results of their own, which Params ask for
      {"asr", true, false, {}, {}, {}},
      {"face", true, true, kinds_of<facts::Face, facts::Identity>(), {}, {}},
      // Logos are read.
      {"object",
       true,
       true,
       kinds_of<facts::Tag, facts::Object, facts::Known>(),
       kinds_of<facts::Object, facts::PictureClass, facts::TextLine, facts::Known, facts::Sound,
                facts::Described>(),
       {}},
      // The classifier of pictures names things as well as scenes.
      {"scene",
       true,
       true,
       kinds_of<facts::Tag>(),
       kinds_of<facts::PictureClass, facts::Sound, facts::Described>(),
       {}},
      {"subtitle", true, false, {}, {}, "Subtitle"},
      {"nlp", true, false, {}, {}, "TextLabel"},
      {"classification",
       true,
       true,
       kinds_of<facts::Tag, facts::Speech, facts::TextLine>(),
       kinds_of<facts::Object, facts::PictureClass, facts::TextLine, facts::Sound, facts::Described>(),
       {}},
      {"shows", false, true, {}, {}, {}},
      {"role", false, true, {}, {}, {}},
      {"tvstation", false, true, {}, {}, {}},
      {"action", false, true, {}, {}, {}},
      {"emotion", true, true, kinds_of<facts::Tag>(), kinds_of<facts::Emotion>(), {}},
      {"landmark",
       true,
       true,
       kinds_of<facts::Tag, facts::Known>(),
       kinds_of<facts::Known, facts::Described>(),
       {}},
      {"movieIp", false, true, {}, {}, {}},
  };
  return kTypes;
}

const AnalyseType* find_analyse_type(std::string_view name) {
  const auto types = analyse_types();
  const auto found = std::find_if(types.begin(), types.end(), [&](const auto& t) { return t.name == name; });
  return found == types.end() ? nullptr : &*found;
}

std::vector<std::string_view> all_labels() {
  std::vector<std::string_view> labels;
  for (const auto& type : analyse_types())
    if (type.works && type.label) labels.push_back(type.name);
  return labels;
}

std::set<facts::Kind> evidence_for(const std::vector<facts::Kind>& facts,
                                   const std::vector<std::string>& labels) {
  std::set<facts::Kind> kinds;
  for (const auto& type : analyse_types())
    if (std::find(labels.begin(), labels.end(), type.name) != labels.end() &&
        std::find_first_of(type.facts.begin(), type.facts.end(), facts.begin(), facts.end()) !=
            type.facts.end())
      kinds.insert(type.evidence.begin(), type.evidence.end());
  return kinds;
}

bool is_asked_for(facts::Kind kind, const std::vector<std::string>& labels) {
  bool of_some_label = false;
  for (const auto& type : analyse_types()) {
    if (std::find(type.facts.begin(), type.facts.end(), kind) == type.facts.end()) continue;
    if (std::find(labels.begin(), labels.end(), type.name) != labels.end()) return true;
    of_some_label = true;
  }
  return !of_some_label;
}

}  // namespace smarttag::tagging
