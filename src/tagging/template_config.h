// The configuration in a smart-tagging template (custom template of type 11).
//
//   {"AnalyseTypes": "face,object,ocr", "FaceCategoryIds": "lib1,lib2",
//    "FaceCustomParamsConfig": {"faceDetThreshold": 0.999, "faceRegThreshold": 0.9}, ...}
//
// Lists are texts with commas or JSON arrays, nested objects may be texts of JSON, as clients send both. An
// empty value is not given. KeywordConfig {"type": "location,organization,brand,keyword,other"} chooses the
// tags of TextLabel (other: brands and keywords), KnowledgeConfig {"person": "all", "object": "name,nameEn"}
// the fields of CPVLabel's knowledgeInfo, LabelCustomParamsConfig [{"labelLevel1", "labelLevel2", "label",
// "keywords", "tags"}] the categories of version 2.0-custom. LabelGroupIds (libraries of labels) and
// LabelPrompts (["Scene:server room", "drone=a photo of a drone in the air"]) are smarttag's own.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "tagging/job_spec.h"

namespace smarttag::tagging {

struct TemplateConfig {
  std::vector<std::string> labels{"face", "object", "scene", "landmark", "classification"};  // as in JobSpec
  std::vector<std::string> results;  // that its AnalyseTypes ask for: Subtitle
  std::string label_version = "1.0";
  FaceRules faces;                      // without known persons
  ThingRules things;                    // without known things
  DescribedLabels described;            // without what its libraries hold
  std::vector<std::string> keywords{};  // as in JobSpec
  std::string categories{};
  std::map<std::string, std::string> knowledge{};
};

// kUsage, with a sentence for the client, for anything unknown and for what the analysis cannot do.
Result<TemplateConfig> template_config_from(std::string_view json);

}  // namespace smarttag::tagging
