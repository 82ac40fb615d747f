// From a job as clients describe it (SubmitSmarttagJob's Title, Params and template) to what is analysed.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "tagging/job_spec.h"

namespace smarttag::tagging {

// Empty texts are not given.
struct JobRequest {
  std::string title;
  std::string params_json;
  std::string template_json;    // of the template, with the request's own TemplateConfig laid over it
  std::string label_version{};  // in place of the template's
};

// Returned are the labels that the template's AnalyseTypes ask for (all without a template), Subtitle if it
// asks for it, and ASR, OCR and Meta where needAsrData, needOcrData and needMetaData say so, whatever
// AnalyseTypes says. kUsage for what does not parse, is not known, or the analysis cannot do, with a sentence
// that says so and what works; also when nothing at all would be returned.
Result<JobSpec> job_spec_of(const JobRequest& request);

// The same checks for a template alone.
Result<void> check_template(std::string_view config_json);

}  // namespace smarttag::tagging
