// What results are built from.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "facts/keeping/fact_view.h"
#include "language/model/language_model.h"
#include "media/frame.h"
#include "tagging/job_spec.h"

namespace smarttag::tagging {

// Everything that a builder may look at.
struct Material {
  const media::MediaInfo& media;
  const facts::FactView& facts;  // of the kinds that the result's row declares
  const JobSpec& spec;
  double min_presence = 0;            // seconds; the setting min-presence
  double min_unknown_face_score = 0;  // mean score below which persons whom no library knows are left out
  language::LanguageModel* model = nullptr;  // where there is one
  std::filesystem::path knowledge{};         // folder of the user's own; empty: none
  // Takes a sentence for each result that a language model might have written: what did; may be null.
  std::vector<std::string>* methods = nullptr;
  std::string spoken_language{};  // the setting language; empty: found out

  // "zh" or "en" where the job or the setting says in which language the texts are; else empty.
  [[nodiscard]] std::string language() const {
    const std::string asked = spec.nlp ? spec.nlp->language : std::string();
    if (!asked.empty()) return asked;
    return spoken_language == "zh" || spoken_language == "en" ? spoken_language : std::string();
  }
};

}  // namespace smarttag::tagging
