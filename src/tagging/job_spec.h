// What one analysis is asked for, independent of who asks (command line or service).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace smarttag::tagging {

struct JobSpec {
  std::string title;               // returned in Meta
  std::vector<std::string> types;  // result types wanted ("ASR", "VideoLabel", ...); those that do not apply
                                   // to the media (ASR of a picture) are left out
};

// From a list as people write it ("asr, ocr"), in any case; "all" is every type. kUsage names the known
// types.
Result<std::vector<std::string>> parse_types(std::string_view list);

// The types that the API returns for these Params of SubmitSmarttagJob: the labels always, ASR, OCR and Meta
// where needAsrData, needOcrData, needMetaData say so. kUsage for anything that is no such object, and for
// what the analysis cannot do (nlpParams), with a sentence that says so.
Result<std::vector<std::string>> types_of_params(std::string_view params_json);

std::string to_text(const JobSpec& spec);  // JSON, for the analysis process
Result<JobSpec> job_spec_from(std::string_view text);

}  // namespace smarttag::tagging
